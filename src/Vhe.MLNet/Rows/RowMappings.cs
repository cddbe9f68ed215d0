using Microsoft.ML.Transforms;

namespace Vhe.MLNet.Rows;

/// <summary>The contracts of <see cref="RowMapping{TRow}"/>.</summary>
internal static class RowMappings
{
    public static IEstimator<ITransformer> Path(TransformsCatalog catalog)
        => RowMapping<InputRow.FilePath>.Create(catalog, PathContract.Name);

    public static IEstimator<ITransformer> Bytes(TransformsCatalog catalog)
        => RowMapping<InputRow.FileBytes>.Create(catalog, BytesContract.Name);

    public static IEstimator<ITransformer> Picture(TransformsCatalog catalog)
        => RowMapping<InputRow.Picture>.Create(catalog, PictureContract.Name);

    public static IEstimator<ITransformer> Text(TransformsCatalog catalog)
        => RowMapping<InputRow.Text>.Create(catalog, TextContract.Name);

    public static IEstimator<ITransformer> Image(TransformsCatalog catalog)
        => RowMapping<InputRow.Image>.Create(catalog, ImageContract.Name);

    public static IEstimator<ITransformer> TwoImages(TransformsCatalog catalog)
        => RowMapping<InputRow.TwoImages>.Create(catalog, TwoImagesContract.Name);

    public static IEstimator<ITransformer> ImageAndText(TransformsCatalog catalog)
        => RowMapping<InputRow.ImageAndText>.Create(catalog, ImageAndTextContract.Name);

    public static IEstimator<ITransformer> ImageAndIndex(TransformsCatalog catalog)
        => RowMapping<InputRow.ImageAndIndex>.Create(catalog, ImageAndIndexContract.Name);

    [CustomMappingFactoryAttribute(Name)]
    internal sealed class PathContract : RowMapping<InputRow.FilePath>
    {
        public const string Name = "Vhe.MLNet.Path.v1";
    }

    [CustomMappingFactoryAttribute(Name)]
    internal sealed class BytesContract : RowMapping<InputRow.FileBytes>
    {
        public const string Name = "Vhe.MLNet.Bytes.v1";
    }

    [CustomMappingFactoryAttribute(Name)]
    internal sealed class PictureContract : RowMapping<InputRow.Picture>
    {
        public const string Name = "Vhe.MLNet.Picture.v1";
    }

    [CustomMappingFactoryAttribute(Name)]
    internal sealed class TextContract : RowMapping<InputRow.Text>
    {
        public const string Name = "Vhe.MLNet.Text.v1";
    }

    [CustomMappingFactoryAttribute(Name)]
    internal sealed class ImageContract : RowMapping<InputRow.Image>
    {
        public const string Name = "Vhe.MLNet.Image.v1";
    }

    [CustomMappingFactoryAttribute(Name)]
    internal sealed class TwoImagesContract : RowMapping<InputRow.TwoImages>
    {
        public const string Name = "Vhe.MLNet.TwoImages.v1";
    }

    [CustomMappingFactoryAttribute(Name)]
    internal sealed class ImageAndTextContract : RowMapping<InputRow.ImageAndText>
    {
        public const string Name = "Vhe.MLNet.ImageAndText.v1";
    }

    [CustomMappingFactoryAttribute(Name)]
    internal sealed class ImageAndIndexContract : RowMapping<InputRow.ImageAndIndex>
    {
        public const string Name = "Vhe.MLNet.ImageAndIndex.v1";
    }
}
