using Microsoft.ML.Transforms;
using Vhe.Networks.Native;

namespace Vhe.MLNet.Rows;

/// <summary>
/// The one custom mapping of this package: the row's state gives a <see cref="RowFunction"/>, which maps the row. ML.NET saves it as
/// a contract name, one for each kind of row, that never changes.
/// </summary>
internal abstract class RowMapping<TRow> : CustomMappingFactory<TRow, OutputRow>
    where TRow : InputRow, new()
{
    public static IEstimator<ITransformer> Create(TransformsCatalog catalog, string contract)
        => catalog.CustomMapping<TRow, OutputRow>(Map, contract);

    public override Action<TRow, OutputRow> GetMapping()
    {
        // A missing native library shows when a model is loaded, not at its first row.
        if (new TRow().NeedsLibtorch)
            ComputeDevice.Find("cpu");

        return Map;
    }

    private static void Map(TRow row, OutputRow output) => row.Map(output);
}
