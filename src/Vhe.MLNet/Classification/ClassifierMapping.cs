using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Persistence;

namespace Vhe.MLNet.Classification;

/// <summary>The mapping from an image to its best class, the posterior over the classes and the log-likelihood.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class ClassifierMapping : CustomMappingFactory<ClassifierMapping.Query, ClassifierMapping.Answer>
{
    /// <summary>The name under which the mapping is saved; it never changes.</summary>
    public const string Contract = "Vhe.MLNet.Classifier.v1";

    /// <summary>The internal column of images.</summary>
    public const string InputName = "Vhe.Classifier.Image";

    private static readonly Func<ReadOnlyMemory<char>, ClassifierState> Parse = ClassifierState.FromState;

    /// <summary>Whether a transformer is this mapping.</summary>
    /// <param name="transformer">The transformer.</param>
    /// <returns>True if it is.</returns>
    public static bool Is(ITransformer transformer) => transformer is CustomMappingTransformer<Query, Answer>;

    /// <summary>Classifies an image.</summary>
    /// <param name="query">The image.</param>
    /// <param name="answer">The answer.</param>
    public static void Map(Query query, Answer answer)
    {
        var state = StateCache<ClassifierState>.Get(query.State, Parse);
        var image = ImageReader.Read(query.Image, state.Model.ImageShape.Length, state.Columns.Image);
        var logLikelihoods = state.Classifier.LogLikelihoods(image);
        var best = state.Classifier.Best(logLikelihoods);
        answer.Label = state.Classifier.ClassNames[best];
        answer.LogLikelihood = logLikelihoods[best];
        answer.Scores = ScoreText.Write(state.Classifier.Posterior(logLikelihoods));
    }

    /// <inheritdoc/>
    public override Action<Query, Answer> GetMapping() => ModelMapping.Ready<Action<Query, Answer>>(Map);

    /// <summary>A row with an image.</summary>
    internal sealed class Query
    {
        /// <summary>The image.</summary>
        [ColumnName(InputName)]
        public VBuffer<float> Image { get; set; }

        /// <summary>The model and the examples.</summary>
        [ColumnName(StateColumn.Name)]
        public ReadOnlyMemory<char> State { get; set; }
    }

    /// <summary>What comes out, before it gets its types and names.</summary>
    internal sealed class Answer
    {
        /// <summary>The internal column of the best class.</summary>
        public const string LabelName = "Vhe.Classifier.Label";

        /// <summary>The internal column of the posterior.</summary>
        public const string ScoresName = "Vhe.Classifier.Scores";

        /// <summary>The internal column of the log-likelihood.</summary>
        public const string LogLikelihoodName = "Vhe.Classifier.LogLikelihood";

        /// <summary>The best class's name.</summary>
        [ColumnName(LabelName)]
        public string? Label { get; set; }

        /// <summary>The posterior, as <see cref="ScoreText"/>.</summary>
        [ColumnName(ScoresName)]
        public string? Scores { get; set; }

        /// <summary>log p(x | D) of the best class, in nats.</summary>
        [ColumnName(LogLikelihoodName)]
        public float LogLikelihood { get; set; }
    }
}
