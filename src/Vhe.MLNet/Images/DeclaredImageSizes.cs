using Microsoft.ML.Transforms.Image;

namespace Vhe.MLNet.Images;

/// <summary>
/// Which sizes of images ML.NET can bind to a row class in this process: those that some row class declares by
/// <see cref="ImageTypeAttribute"/>. A size that only comes out of a transform, for instance of <c>ResizeImages</c>, is not among
/// them.
/// </summary>
internal static class DeclaredImageSizes
{
    /// <summary>Whether a row class declares a size. Asked of an empty view of rows, which ML.NET does not read with an image of
    /// another size: it has no other public answer.</summary>
    public static bool Contains(ImageDataViewType type)
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        definition[nameof(Row.Image)].ColumnType = type;
        try
        {
            var view = RowChain.Context.Data.LoadFromEnumerable<Row>([], definition);
            view.GetRowCursor(view.Schema).Dispose();
            return true;
        }
        catch (NotSupportedException)
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
