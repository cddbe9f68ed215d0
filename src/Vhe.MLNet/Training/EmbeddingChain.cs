using Microsoft.ML;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Models;
using Vhe.Networks.Training;

namespace Vhe.MLNet.Training;

/// <summary>Builds the chain of ML.NET transforms that a model with its column of codes is saved as. Stateless.</summary>
internal static class EmbeddingChain
{
    /// <summary>Builds the chain.</summary>
    /// <param name="catalog">Makes the transforms.</param>
    /// <param name="view">A view with the column of images. No row of it is read.</param>
    /// <param name="codeState">The model and the columns.</param>
    /// <param name="training">How the model was trained; null where it was there before.</param>
    /// <returns>The transformer.</returns>
    public static VheTransformer Create(TransformsCatalog catalog, IDataView view, EmbeddingState codeState, TrainingResult? training)
    {
        var state = codeState.ToState();
        StateCache<EmbeddingState>.Seed(state, codeState);
        var chain = new ChainBuilder(catalog, view).Add(
            all => all.CopyColumns(EmbeddingMapping.InputName, codeState.ImageColumnName));
        StateColumn.Add(chain, state);
        chain.Add(all => all.CustomMapping<EmbeddingMapping.Row, KnownSizeVector>(EmbeddingMapping.Map, EmbeddingMapping.Contract));
        chain.AddAll(all => KnownSizeVector.Join(all, codeState.OutputColumnName, codeState.Model.EmbeddingLength));
        chain.Add(all => all.DropColumns(EmbeddingMapping.InputName, StateColumn.KeyName, StateColumn.Name));
        return new VheTransformer(chain.Build(), codeState, training);
    }

    /// <summary>Checks that a column can hold a model's codes.</summary>
    /// <param name="sizes">The sizes of its network.</param>
    /// <exception cref="ArgumentException">It cannot; the message says why.</exception>
    public static void CheckLength(PixelCnnVheOptions sizes)
    {
        var (channels, height, width) = (sizes.TemplateChannels, sizes.Height, sizes.Width);
        var length = (long)channels * height * width;
        if (length > KnownSizeVector.MaxLength)
        {
            throw new ArgumentException(
                $"{nameof(sizes.TemplateChannels)} x {nameof(sizes.Height)} x {nameof(sizes.Width)} = {channels} x "
                + $"{height} x {width} makes a code of {length} values; a column holds at most {KnownSizeVector.MaxLength}.");
        }
    }
}
