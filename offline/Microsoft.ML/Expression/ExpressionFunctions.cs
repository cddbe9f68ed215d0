using System.Globalization;
using System.Reflection;

namespace Microsoft.ML.Transforms;

using Text = ReadOnlyMemory<char>;
using Tree = System.Linq.Expressions.Expression;

// The functions that expressions can call. Names are those of ML.NET; the overload whose arguments need the least widening wins.
internal static class ExpressionFunctions
{
    private static readonly Type[] Numbers = [typeof(int), typeof(long), typeof(float), typeof(double)];

    private static readonly Dictionary<string, Func<double, double>> Unary = new()
    {
        ["exp"] = Math.Exp, ["ln"] = Math.Log, ["log"] = Math.Log, ["sqrt"] = Math.Sqrt, ["sin"] = Math.Sin, ["cos"] = Math.Cos,
        ["tan"] = Math.Tan, ["asin"] = Math.Asin, ["acos"] = Math.Acos, ["atan"] = Math.Atan, ["sinh"] = Math.Sinh,
        ["cosh"] = Math.Cosh, ["tanh"] = Math.Tanh, ["floor"] = Math.Floor, ["ceil"] = Math.Ceiling, ["ceiling"] = Math.Ceiling,
        ["round"] = Math.Round, ["trunc"] = Math.Truncate, ["truncate"] = Math.Truncate,
    };

    private static readonly ILookup<string, MethodInfo> Named = typeof(ExpressionFunctions)
        .GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
        .Where(m => m.Name.StartsWith("Fn", StringComparison.Ordinal))
        .Concat(typeof(Math).GetMethods().Where(m => m.Name is "Abs" or "Min" or "Max"))
        .ToLookup(m => m.Name.Replace("Fn", "", StringComparison.Ordinal).ToLowerInvariant());

    public static int Rank(Type type) => Array.IndexOf(Numbers, type);

    public static Type Common(Type a, Type b)
    {
        var (low, high) = (Math.Min(Rank(a), Rank(b)), Math.Max(Rank(a), Rank(b)));
        if (low < 0)
            return null;
        // A long and a float meet in double.
        return Numbers[low] == typeof(long) && Numbers[high] == typeof(float) ? typeof(double) : Numbers[high];
    }

    // Null where no function of that name takes such arguments.
    public static Tree Call(string name, IReadOnlyList<Tree> arguments)
    {
        if (name == "pi" && arguments.Count == 0)
            return Tree.Constant(Math.PI);
        if (Unary.TryGetValue(name, out var function) && arguments.Count == 1 && Rank(arguments[0].Type) >= 0)
        {
            var result = arguments[0].Type == typeof(int) || arguments[0].Type == typeof(float) ? typeof(float) : typeof(double);
            return Tree.Convert(Tree.Invoke(Tree.Constant(function), Tree.Convert(arguments[0], typeof(double))), result);
        }
        var best = Named[name == "float" ? "single" : name]
            .Where(m => m.GetParameters().Length == arguments.Count)
            .Select(m => (Method: m, Cost: Cost(m, arguments)))
            .Where(candidate => candidate.Cost >= 0).OrderBy(candidate => candidate.Cost).FirstOrDefault().Method;
        return best is null
            ? null : Tree.Call(best, arguments.Zip(best.GetParameters(), (a, p) => Tree.Convert(a, p.ParameterType)));
    }

    public static bool TextEquals(Text a, Text b) => a.Span.SequenceEqual(b.Span);

    private static int Cost(MethodInfo method, IReadOnlyList<Tree> arguments)
    {
        int cost = 0;
        foreach (var (argument, parameter) in arguments.Zip(method.GetParameters()))
        {
            var (from, to) = (argument.Type, parameter.ParameterType);
            if (from == to)
                continue;
            if (Rank(from) < 0 || Rank(to) < Rank(from) || (from == typeof(long) && to == typeof(float)))
                return -1;
            cost += Rank(to) - Rank(from);
        }
        return cost;
    }

    private static float FnNa(float a) => float.NaN;
    private static double FnNa(double a) => double.NaN;
    private static bool FnIsNa(float a) => float.IsNaN(a);
    private static bool FnIsNa(double a) => double.IsNaN(a);
    private static int FnSign(int a) => Math.Sign(a);
    private static long FnSign(long a) => Math.Sign(a);
    private static float FnSign(float a) => float.IsNaN(a) ? a : Math.Sign(a);
    private static double FnSign(double a) => double.IsNaN(a) ? a : Math.Sign(a);
    private static float FnLog(float a, float b) => (float)Math.Log(a, b);
    private static double FnLog(double a, double b) => Math.Log(a, b);
    private static float FnAtan2(float a, float b) => (float)Math.Atan2(a, b);
    private static double FnAtan2(double a, double b) => Math.Atan2(a, b);

    private static int FnLen(Text a) => a.Length;
    private static Text FnLower(Text a) => a.ToString().ToLowerInvariant().AsMemory();
    private static Text FnUpper(Text a) => a.ToString().ToUpperInvariant().AsMemory();
    private static Text FnRight(Text a, int from) => a[Index(from, a.Length)..];
    private static Text FnLeft(Text a, int to) => a[..Index(to, a.Length)];

    private static Text FnMid(Text a, int from, int to)
    {
        var (first, last) = (Index(from, a.Length), Index(to, a.Length));
        return first < last ? a[first..last] : Text.Empty;
    }

    private static Text FnConcat(Text a, Text b) => string.Concat(a.Span, b.Span).AsMemory();
    private static Text FnConcat(Text a, Text b, Text c) => string.Concat(a.Span, b.Span, c.Span).AsMemory();

    private static bool FnBool(bool a) => a;
    private static bool FnBool(Text a) => From<bool>(a);
    private static int FnInt(int a) => a;
    private static int FnInt(long a) => Convert.ToInt32(a);
    private static int FnInt(float a) => Convert.ToInt32(a);
    private static int FnInt(double a) => Convert.ToInt32(a);
    private static int FnInt(bool a) => Convert.ToInt32(a);
    private static int FnInt(Text a) => From<int>(a);
    private static long FnLong(long a) => a;
    private static long FnLong(float a) => Convert.ToInt64(a);
    private static long FnLong(double a) => Convert.ToInt64(a);
    private static long FnLong(bool a) => Convert.ToInt64(a);
    private static long FnLong(Text a) => From<long>(a);
    private static float FnSingle(int a) => a;
    private static float FnSingle(long a) => a;
    private static float FnSingle(float a) => a;
    private static float FnSingle(double a) => (float)a;
    private static float FnSingle(bool a) => Convert.ToSingle(a);
    private static float FnSingle(Text a) => From<float>(a);
    private static double FnDouble(double a) => a;
    private static double FnDouble(bool a) => Convert.ToDouble(a);
    private static double FnDouble(Text a) => From<double>(a);
    private static Text FnText(Text a) => a;
    private static Text FnText(bool a) => (a ? "1" : "0").AsMemory();
    private static Text FnText(int a) => a.ToString(CultureInfo.InvariantCulture).AsMemory();
    private static Text FnText(long a) => a.ToString(CultureInfo.InvariantCulture).AsMemory();
    private static Text FnText(float a) => a.ToString("R", CultureInfo.InvariantCulture).AsMemory();
    private static Text FnText(double a) => a.ToString("G17", CultureInfo.InvariantCulture).AsMemory();

    private static T From<T>(Text text) => ValueConversions.OrNull<Text, T>()(text);

    // Below zero counts from the end; outside means the nearest end.
    private static int Index(int i, int length) => i < 0 ? Math.Max(0, i + length) : Math.Min(i, length);
}
