using Microsoft.ML;
using Microsoft.ML.Data;

namespace CityOps.Models.Tabular;

/// <summary>
/// Shows a <see cref="FeatureMatrix"/> to ML.NET as it lies in memory: no object a row. Values that are not known become
/// <see cref="NotKnown"/> (or what a model learnt with), below anything measured or held against peers, so that trees can split them off (FastTree skips rows with NaN).
/// </summary>
public sealed class FeatureView : IDataView
{
    public const string Features = "Features";
    public const string Label = "Label";

    public const float NotKnown = -1e9f;

    private readonly FeatureMatrix _matrix;
    private readonly float[]? _labels;
    private readonly bool _binary;
    private readonly float _notKnown;

    /// <param name="notKnown">What stands for a value that is not known, where a model learnt with another one.</param>
    /// <param name="labels">Numbers to learn, or 1 and 0 where <paramref name="binary"/>; null to score.</param>
    public FeatureView(FeatureMatrix matrix, float[]? labels = null, bool binary = false, float notKnown = NotKnown)
    {
        (_matrix, _notKnown) = (matrix, notKnown);
        _labels = labels;
        _binary = binary;
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(Features, new VectorDataViewType(NumberDataViewType.Single, matrix.Width));
        if (labels is not null)
        {
            schema.AddColumn(Label, binary ? BooleanDataViewType.Instance : NumberDataViewType.Single);
        }

        Schema = schema.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _matrix.Rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, columnsNeeded.Select(c => c.Index).ToHashSet());

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(FeatureView view, HashSet<int> active) : DataViewRowCursor
    {
        private long _position = -1;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override bool MoveNext()
        {
            if (_position + 1 >= view._matrix.Rows)
            {
                return false;
            }

            _position++;
            return true;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Delegate getter = column.Index == 0 ? (ValueGetter<VBuffer<float>>)GetFeatures
                : view._binary ? (ValueGetter<bool>)GetFlag
                : (ValueGetter<float>)GetNumber;
            return (ValueGetter<TValue>)getter;
        }

        private void GetFeatures(ref VBuffer<float> value)
        {
            var editor = VBufferEditor.Create(ref value, view._matrix.Width);
            var row = view._matrix.Row((int)_position);
            for (var i = 0; i < row.Length; i++)
            {
                editor.Values[i] = float.IsFinite(row[i]) ? row[i] : view._notKnown;
            }

            value = editor.Commit();
        }

        private void GetFlag(ref bool value) => value = view._labels![_position] > 0.5f;

        private void GetNumber(ref float value) => value = view._labels![_position];
    }
}
