using System.Globalization;
using System.Linq.Expressions;
using System.Text.RegularExpressions;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

using Tree = System.Linq.Expressions.Expression;

// ML.NET's expression language: "(x, y) : body" over bool, int, long, float, double and text, with operators, ?:, ??, and the
// functions of ExpressionFunctions. Reads straight into an expression tree whose parameters are the given ones.
internal sealed class ExpressionParser
{
    private static readonly string[][] BinaryLevels = [["or", "||"], ["and", "&&"], [], ["+", "-"], ["*", "/", "%"]];
    private static readonly string[] Comparisons = ["=", "==", "!=", "<>", "<", "<=", ">", ">="];
    private const int ComparisonLevel = 2;

    private readonly List<Token> _tokens;
    private readonly Dictionary<string, Tree> _names = [];
    private int _at;

    private ExpressionParser(string source) => _tokens = ExpressionLexer.Read(source);

    private Token Current => _tokens[_at];

    public static Tree Parse(string source, IReadOnlyList<Tree> parameters)
    {
        var parser = new ExpressionParser(source);
        parser.ReadParameters(parameters);
        var body = parser.Conditional();
        if (parser.Current.Kind != TokenKind.End)
            throw Error("Expected end of input");
        return body;
    }

    // The type that an input of a column type has inside an expression; null where it can have none.
    public static Type TypeOrNull(DataViewType type)
        => type is TextDataViewType or BooleanDataViewType || type == NumberDataViewType.Int32 || type == NumberDataViewType.Int64
            || type == NumberDataViewType.Single || type == NumberDataViewType.Double ? type.RawType : null;

    private void ReadParameters(IReadOnlyList<Tree> parameters)
    {
        var names = new List<string>();
        if (Current.Kind == TokenKind.Name)
        {
            names.Add(Name());
        }
        else
        {
            Eat("(");
            do
                names.Add(Name());
            while (TryEat(","));
            Eat(")");
        }
        if (names.Count != parameters.Count)
            throw Error($"Wrong number of parameters, expected: {parameters.Count}");
        for (int i = 0; i < names.Count; i++)
            _names[names[i]] = parameters[i];
        if (!TryEat(":"))
            Eat("=>");
    }

    private Tree Conditional()
    {
        var test = Coalesce();
        if (!TryEat("?"))
            return test;
        var then = Conditional();
        Eat(":");
        var (left, right) = Same(then, Conditional());
        return Tree.Condition(Bool(test), left, right);
    }

    private Tree Coalesce()
    {
        var left = Binary(0);
        if (!TryEat("??"))
            return left;
        var (value, other) = Same(left, Coalesce());
        return value.Type == typeof(float) || value.Type == typeof(double)
            ? Tree.Condition(Tree.Call(value.Type, "IsNaN", null, value), other, value) : value;
    }

    private Tree Binary(int level)
    {
        if (level == BinaryLevels.Length)
            return Power();
        if (level == ComparisonLevel)
            return Comparison();
        var left = Binary(level + 1);
        while (Current.Kind is TokenKind.Symbol or TokenKind.Name && BinaryLevels[level].Contains(Current.Text))
            left = Operate(Next().Text, left, Binary(level + 1));
        return left;
    }

    // A chain, a < b <= c, holds where every neighbouring pair does.
    private Tree Comparison()
    {
        var left = Binary(ComparisonLevel + 1);
        Tree result = null;
        while (Current.Kind == TokenKind.Symbol && Comparisons.Contains(Current.Text))
        {
            string symbol = Next().Text;
            var right = Binary(ComparisonLevel + 1);
            var pair = Compare(symbol, left, right);
            result = result is null ? pair : Tree.AndAlso(result, pair);
            left = right;
        }
        return result ?? left;
    }

    private static Tree Compare(string symbol, Tree left, Tree right)
    {
        var (a, b) = Same(left, right);
        if (a.Type == typeof(ReadOnlyMemory<char>))
        {
            var equal = Tree.Call(typeof(ExpressionFunctions), nameof(ExpressionFunctions.TextEquals), null, a, b);
            (a, b) = (equal, Tree.Constant(true));
        }
        else if (symbol is "<" or "<=" or ">" or ">=")
            (a, b) = (Numeric(a), Numeric(b));
        return symbol switch
        {
            "=" or "==" => Tree.Equal(a, b),
            "!=" or "<>" => Tree.NotEqual(a, b),
            _ when a.Type == typeof(bool) => throw Error($"Invalid operands of '{symbol}'"),
            "<" => Tree.LessThan(a, b),
            "<=" => Tree.LessThanOrEqual(a, b),
            ">" => Tree.GreaterThan(a, b),
            _ => Tree.GreaterThanOrEqual(a, b),
        };
    }

    private static Tree Operate(string symbol, Tree left, Tree right)
    {
        if (symbol is "and" or "&&")
            return Tree.AndAlso(Bool(left), Bool(right));
        if (symbol is "or" or "||")
            return Tree.OrElse(Bool(left), Bool(right));
        var (a, b) = Same(Numeric(left), Numeric(right));
        return symbol switch
        {
            "+" => Tree.Add(a, b),
            "-" => Tree.Subtract(a, b),
            "*" => Tree.Multiply(a, b),
            "/" => Tree.Divide(a, b),
            _ => Tree.Modulo(a, b),
        };
    }

    private Tree Power()
    {
        var left = Unary();
        if (!TryEat("^"))
            return left;
        var (a, b) = Same(Numeric(left), Numeric(Power()));
        var (x, y) = (Tree.Convert(a, typeof(double)), Tree.Convert(b, typeof(double)));
        return Tree.Convert(Tree.Call(typeof(Math), nameof(Math.Pow), null, x, y), a.Type);
    }

    private Tree Unary()
    {
        if (TryEat("-"))
            return Tree.Negate(Numeric(Power()));
        if (TryEat("!") || TryEat("not"))
            return Tree.Not(Bool(Unary()));
        if (TryEat("("))
        {
            var inner = Conditional();
            Eat(")");
            return inner;
        }
        var token = Next();
        return token.Kind switch
        {
            TokenKind.Integer => Integer(token.Text),
            TokenKind.Real when char.ToLowerInvariant(token.Text[^1]) == 'd' => Tree.Constant(Real(token.Text)),
            TokenKind.Real => Tree.Constant((float)Real(token.Text)),
            TokenKind.Text => Tree.Constant(Regex.Unescape(token.Text).AsMemory()),
            TokenKind.Name when token.Text is "true" or "false" => Tree.Constant(token.Text == "true"),
            TokenKind.Name when TryEat("(") => Call(token.Text),
            TokenKind.Name => _names.GetValueOrDefault(token.Text) ?? throw Error($"Unresolved identifier '{token.Text}'"),
            _ => throw Error($"Expected: '<Ident>', Found: '{token.Text}'"),
        };
    }

    private Tree Call(string name)
    {
        var arguments = new List<Tree>();
        if (!TryEat(")"))
        {
            do
                arguments.Add(Conditional());
            while (TryEat(","));
            Eat(")");
        }
        return ExpressionFunctions.Call(name, arguments) ?? throw Error($"No function '{name}' takes these arguments");
    }

    private static Tree Integer(string text)
    {
        if (!long.TryParse(text.TrimEnd('l', 'L'), CultureInfo.InvariantCulture, out long value))
            throw Error("Overflow");
        return value <= int.MaxValue && char.IsDigit(text[^1]) ? Tree.Constant((int)value) : Tree.Constant(value);
    }

    private static double Real(string text) => double.Parse(text.TrimEnd('f', 'F', 'd', 'D'), CultureInfo.InvariantCulture);

    private static Tree Bool(Tree tree) => tree.Type == typeof(bool) ? tree : throw Error("Invalid boolean operand");

    private static Tree Numeric(Tree tree)
        => ExpressionFunctions.Rank(tree.Type) >= 0 ? tree : throw Error("Invalid numeric operand");

    private static (Tree, Tree) Same(Tree left, Tree right)
    {
        if (left.Type == right.Type)
            return (left, right);
        var type = ExpressionFunctions.Common(left.Type, right.Type) ?? throw Error("Incompatible operand types");
        return (Tree.Convert(left, type), Tree.Convert(right, type));
    }

    private Token Next() => _tokens[_at++];

    private string Name()
        => Current.Kind == TokenKind.Name ? Next().Text : throw Error($"Expected: '<Ident>', Found: '{Current.Text}'");

    private bool TryEat(string text)
    {
        if (Current.Kind is not (TokenKind.Symbol or TokenKind.Name) || Current.Text != text)
            return false;
        _at++;
        return true;
    }

    private void Eat(string text)
    {
        if (!TryEat(text))
            throw Error($"Expected: '{text}', Found: '{Current.Text}'");
    }

    private static ArgumentOutOfRangeException Error(string message)
        => Contracts.ExceptParam("expression", $"parsing failed: {message}");
}
