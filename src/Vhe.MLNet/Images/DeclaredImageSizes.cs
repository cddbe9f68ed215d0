using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Vhe.MLNet.Images;

/// <summary>
/// Which sizes of images ML.NET can bind to a row class in this process: those that some row class declares by
/// <see cref="ImageTypeAttribute"/>. A size that only comes out of a transform, for instance of <c>ResizeImages</c>, is not among
/// them.
/// </summary>
internal static class DeclaredImageSizes
{
    /// <summary>Whether a row class declares a size. Asked of an empty view: ML.NET has no other public answer.</summary>
    /// <param name="type">An image type of known size.</param>
    /// <returns>True if it does.</returns>
    public static bool Contains(ImageDataViewType type)
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        definition[nameof(Row.Image)].ColumnType = type;
        try
        {
            var data = new MLContext(seed: 0).Data;
            return !data.CreateEnumerable<Row>(data.LoadFromEnumerable<Row>([], definition), reuseRowObject: true).Any();
        }
        catch (Exception e) when (e is NotSupportedException or NotImplementedException)
        {
            return false;
        }
    }

    private sealed class Row
    {
        [AnyImage]
        public MLImage? Image { get; set; }
    }
}
