using Vhe.MLNet.Images;

namespace Vhe.MLNet.Rows;

/// <summary>The columns that a mapping reads: the state, and one of the combinations below.</summary>
internal abstract class InputRow
{
    public const string First = "Vhe.Input0";
    public const string Second = "Vhe.Input1";

    [ColumnName(StateColumn.Name)]
    public ReadOnlyMemory<char> State { get; set; }

    /// <summary>Whether the mapping needs libtorch: what all need that have a model.</summary>
    public virtual bool NeedsLibtorch => true;

    public abstract void Map(OutputRow output);

    internal sealed class FilePath : InputRow
    {
        [ColumnName(First)]
        public ReadOnlyMemory<char> Path { get; set; }

        public override bool NeedsLibtorch => false;

        public override void Map(OutputRow output) => RowFunction.Of(State).Map(Path, output);
    }

    internal sealed class FileBytes : InputRow
    {
        [ColumnName(First)]
        public VBuffer<byte> Bytes { get; set; }

        public override bool NeedsLibtorch => false;

        public override void Map(OutputRow output) => RowFunction.Of(State).Map(Bytes, output);
    }

    internal sealed class Picture : InputRow
    {
        [ColumnName(First)]
        [AnyImage]
        public MLImage? Pixels { get; set; }

        public override bool NeedsLibtorch => false;

        public override void Map(OutputRow output) => RowFunction.Of(State).Map(Pixels, output);
    }

    internal sealed class Text : InputRow
    {
        [ColumnName(First)]
        public ReadOnlyMemory<char> Value { get; set; }

        public override void Map(OutputRow output) => RowFunction.Of(State).Map(Value, output);
    }

    internal sealed class Image : InputRow
    {
        [ColumnName(First)]
        public VBuffer<float> Ink { get; set; }

        public override void Map(OutputRow output) => RowFunction.Of(State).Map(Ink, output);
    }

    internal sealed class TwoImages : InputRow
    {
        [ColumnName(First)]
        public VBuffer<float> Ink { get; set; }

        [ColumnName(Second)]
        public VBuffer<float> Other { get; set; }

        public override void Map(OutputRow output) => RowFunction.Of(State).Map(Ink, Other, output);
    }

    internal sealed class ImageAndText : InputRow
    {
        [ColumnName(First)]
        public VBuffer<float> Ink { get; set; }

        [ColumnName(Second)]
        public ReadOnlyMemory<char> Value { get; set; }

        public override void Map(OutputRow output) => RowFunction.Of(State).Map(Ink, Value, output);
    }

    internal sealed class ImageAndIndex : InputRow
    {
        [ColumnName(First)]
        public VBuffer<float> Ink { get; set; }

        [ColumnName(Second)]
        public int Index { get; set; }

        public override void Map(OutputRow output) => RowFunction.Of(State).Map(Ink, Index, output);
    }
}
