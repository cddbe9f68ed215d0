using Microsoft.ML;
using Microsoft.ML.Data;
using Vhe.MLNet.Persistence;

namespace Vhe.MLNet.Likelihood;

/// <summary>What comes out of a scorer's mapping, before it gets its names.</summary>
internal sealed class Scores
{
    private const string LogLikelihoodName = "Vhe.Likelihood.Nats";
    private const string BitsPerPixelName = "Vhe.Likelihood.Bits";
    private const string TypicalityName = "Vhe.Likelihood.Rank";

    /// <summary>log p(x) or log p(x | D), in nats.</summary>
    [ColumnName(LogLikelihoodName)]
    public float LogLikelihood { get; set; }

    /// <summary>The length of the best code for the image, in bits per pixel.</summary>
    [ColumnName(BitsPerPixelName)]
    public float BitsPerPixel { get; set; }

    /// <summary>The rank among the values that the scorer was fitted on, in [0, 1].</summary>
    [ColumnName(TypicalityName)]
    public float Typicality { get; set; }

    /// <summary>The transforms that give the columns their names.</summary>
    /// <param name="catalog">Makes the transforms.</param>
    /// <param name="columns">The user's columns.</param>
    /// <returns>The estimators, in order.</returns>
    public static IEstimator<ITransformer>[] Name(TransformsCatalog catalog, ScoreColumns columns)
        =>
        [
            catalog.CopyColumns(columns.LogLikelihood, LogLikelihoodName),
            catalog.CopyColumns(columns.BitsPerPixel, BitsPerPixelName),
            catalog.CopyColumns(columns.Typicality, TypicalityName),
            catalog.DropColumns(LogLikelihoodName, BitsPerPixelName, TypicalityName),
        ];

    /// <summary>What a schema shape becomes by a scorer.</summary>
    /// <param name="shape">The shape before.</param>
    /// <param name="catalog">Makes the transforms.</param>
    /// <param name="columns">The user's columns.</param>
    /// <returns>The shape after.</returns>
    public static SchemaShape AddTo(SchemaShape shape, TransformsCatalog catalog, ScoreColumns columns)
    {
        var scored = catalog.CustomMapping<NoColumns, Scores>((_, _) => { }, contractName: null).GetOutputSchema(shape);
        return Name(catalog, columns).Aggregate(scored, (current, step) => step.GetOutputSchema(current));
    }

    /// <summary>Sets all from the log-likelihood.</summary>
    /// <param name="state">The scorer.</param>
    /// <param name="logLikelihood">In nats.</param>
    public void Set(ScorerState state, float logLikelihood)
    {
        LogLikelihood = logLikelihood;
        BitsPerPixel = (float)(-logLikelihood / (Math.Log(2) * state.Model.ImageShape.Length));
        Typicality = MidRank.Of(state.Reference, logLikelihood);
    }
}
