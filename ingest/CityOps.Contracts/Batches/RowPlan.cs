using System.Linq.Expressions;
using System.Reflection;
using Apache.Arrow;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Batches;

/// <summary>How a record type goes into columns and comes out of them, compiled from its primary constructor.</summary>
internal sealed class RowPlan<TRow>
    where TRow : class
{
    public static readonly RowPlan<TRow> Instance = new();

    private RowPlan()
    {
        Schema = ContractReader.Read<TRow>();
        var constructor = typeof(TRow).GetConstructors()[0];
        Append = CompileAppend(constructor.GetParameters());
        Read = CompileRead(constructor);
    }

    public ContractSchema Schema { get; }

    public Action<TRow, ColumnBuilder[]> Append { get; }

    public Func<IArrowArray?[], int, TRow> Read { get; }

    private static Action<TRow, ColumnBuilder[]> CompileAppend(ParameterInfo[] parameters)
    {
        var row = Expression.Parameter(typeof(TRow));
        var builders = Expression.Parameter(typeof(ColumnBuilder[]));
        var calls = parameters.Select((parameter, index) => (Expression)Expression.Call(
            typeof(CellWriter),
            nameof(CellWriter.Write),
            CellTypes(parameter.ParameterType),
            Expression.ArrayIndex(builders, Expression.Constant(index)),
            Expression.Property(row, parameter.Name!)));
        return Expression.Lambda<Action<TRow, ColumnBuilder[]>>(Expression.Block(calls), row, builders).Compile();
    }

    private static Func<IArrowArray?[], int, TRow> CompileRead(ConstructorInfo constructor)
    {
        var columns = Expression.Parameter(typeof(IArrowArray?[]));
        var row = Expression.Parameter(typeof(int));
        var values = constructor.GetParameters().Select((parameter, index) => (Expression)Expression.Call(
            typeof(CellReader<>).MakeGenericType(parameter.ParameterType),
            nameof(CellReader<int>.Read),
            typeArguments: null,
            Expression.ArrayIndex(columns, Expression.Constant(index)),
            row,
            Expression.Constant(DefaultOf(parameter), parameter.ParameterType)));
        return Expression.Lambda<Func<IArrowArray?[], int, TRow>>(Expression.New(constructor, values), columns, row).Compile();
    }

    private static object? DefaultOf(ParameterInfo parameter) => parameter switch
    {
        { HasDefaultValue: true, DefaultValue: { } value } when parameter.ParameterType.IsEnum => Enum.ToObject(parameter.ParameterType, value),
        { HasDefaultValue: true, DefaultValue: { } value } => value,
        _ when parameter.ParameterType == typeof(string) => new NullabilityInfoContext().Create(parameter).ReadState is NullabilityState.Nullable ? null : "",
        _ when parameter.ParameterType.IsValueType => Activator.CreateInstance(parameter.ParameterType),
        _ => null,
    };

    private static Type[] CellTypes(Type type) => [type];
}
