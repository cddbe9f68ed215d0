using Microsoft.ML.Transforms.Image;

namespace Vhe.MLNet.Generation;

/// <summary>
/// A view in which every row of another comes once for each image of a vector column. Lazy, and as safe for concurrent cursors as
/// the other view.
/// </summary>
internal sealed class ExpandedView : IDataView
{
    private readonly IDataView _input;
    private readonly DataViewSchema.Column _vector;
    private readonly Columns _columns;
    private readonly DataViewSchema.Column[] _kept;

    /// <summary>Binds the view.</summary>
    public ExpandedView(IDataView input, DataViewSchema.Column vector, Columns columns)
    {
        (_input, _vector, _columns) = (input, vector, columns);
        string[] replaced = [vector.Name, columns.Image, columns.Picture];
        _kept = [.. input.Schema.Where(column => !column.IsHidden && !replaced.Contains(column.Name, StringComparer.Ordinal))];
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(_kept);
        builder.AddColumn(columns.Image, new VectorDataViewType(NumberDataViewType.Single, columns.Length));
        builder.AddColumn(columns.Picture, new ImageDataViewType(columns.Height, columns.Width));
        Schema = builder.ToSchema();
    }

    /// <inheritdoc/>
    public bool CanShuffle => false;

    /// <inheritdoc/>
    public DataViewSchema Schema { get; }

    private int Count => ((VectorDataViewType)_vector.Type).Size / _columns.Length;

    /// <inheritdoc/>
    public long? GetRowCount() => _input.GetRowCount() * Count;

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = columnsNeeded.Select(column => column.Index).ToHashSet();
        return new Cursor(this, _input.GetRowCursor(InputsOf(active)), active);
    }

    /// <inheritdoc/>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var active = columnsNeeded.Select(column => column.Index).ToHashSet();
        var inputs = _input.GetRowCursorSet(InputsOf(active), n);
        return Array.ConvertAll(inputs, input => (DataViewRowCursor)new Cursor(this, input, active));
    }

    private IEnumerable<DataViewSchema.Column> InputsOf(HashSet<int> active)
    {
        var inputs = active.Where(index => index < _kept.Length).Select(index => _kept[index]);
        return active.Any(index => index >= _kept.Length) ? [.. inputs, _vector] : [.. inputs];
    }

    /// <summary>The columns of ink and of pictures that replace the column of several images, and the size of an image.</summary>
    internal sealed record Columns(string Image, string Picture, int Height, int Width)
    {
        public int Length => Height * Width;
    }

    private sealed class Cursor(ExpandedView view, DataViewRowCursor input, HashSet<int> active) : DataViewRowCursor
    {
        private readonly ValueGetter<VBuffer<float>>? _getVector =
            active.Any(index => index >= view._kept.Length) ? input.GetGetter<VBuffer<float>>(view._vector) : null;

        private VBuffer<float> _vector;
        private long _position = -1;
        private long _read = -1;
        private int _part = view.Count - 1;

        public override long Position => _position;

        public override long Batch => input.Batch;

        public override DataViewSchema Schema => view.Schema;

        public override bool MoveNext()
        {
            _part = (_part + 1) % view.Count;
            if (_part == 0 && !input.MoveNext())
            {
                (_part, _position) = (view.Count - 1, -1);
                return false;
            }

            _position++;
            return true;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        // The parts of a row, fewer than 2^31, differ in the upper half of what the identifiers of rows in practice leave alone.
        public override ValueGetter<DataViewRowId> GetIdGetter()
        {
            var getter = input.GetIdGetter();
            return (ref DataViewRowId id) =>
            {
                getter(ref id);
                id = new DataViewRowId(id.Low, id.High ^ ((ulong)_part << 32));
            };
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
                throw new ArgumentException($"Column '{column.Name}' was not asked for when the cursor was made.");

            if (column.Index < view._kept.Length)
                return input.GetGetter<TValue>(view._kept[column.Index]);

            Delegate getter = column.Index == view._kept.Length
                ? (ValueGetter<VBuffer<float>>)GetImage
                : (ValueGetter<MLImage>)GetPicture;
            return getter as ValueGetter<TValue> ?? throw new InvalidOperationException(
                $"Column '{column.Name}' holds {column.Type.RawType}, not {typeof(TValue)}.");
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                input.Dispose();

            base.Dispose(disposing);
        }

        private void GetImage(ref VBuffer<float> value)
        {
            var editor = VBufferEditor.Create(ref value, view._columns.Length);
            Ink().CopyTo(editor.Values);
            value = editor.Commit();
        }

        private void GetPicture(ref MLImage value) => value = GeneratedImages.ToPicture(Ink(), view._columns.Height, view._columns.Width);

        private ReadOnlySpan<float> Ink()
        {
            if (_read != input.Position)
            {
                _getVector!(ref _vector);
                _read = input.Position;
                if (!_vector.IsDense)
                    _vector = new VBuffer<float>(_vector.Length, [.. _vector.DenseValues()]);
            }

            return _vector.GetValues().Slice(_part * view._columns.Length, view._columns.Length);
        }
    }
}
