using System.Text.RegularExpressions;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

internal enum TokenKind
{
    End,
    Name,
    Integer,
    Real,
    Text,
    Symbol,
}

internal readonly record struct Token(TokenKind Kind, string Text);

internal static partial class ExpressionLexer
{
    public static List<Token> Read(string source)
    {
        var tokens = new List<Token>();
        int at = 0;
        while (at < source.Length)
        {
            var match = Pattern().Match(source, at);
            Contracts.CheckParam(match.Success, "expression", $"parsing failed: unexpected '{source[at]}' at {at}");
            at += match.Length;
            var group = match.Groups.Cast<Group>().Skip(1).FirstOrDefault(g => g.Success);
            if (group is not null)
                tokens.Add(new Token(Enum.Parse<TokenKind>(group.Name), group.Value));
        }
        tokens.Add(new Token(TokenKind.End, "end of input"));
        return tokens;
    }

    [GeneratedRegex("""
        \G(?:\s+
        | (?<Name>[A-Za-z_][A-Za-z_0-9]*)
        | (?<Real>(?:[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+)[fFdD]?|[0-9]+[fFdD])
        | (?<Integer>[0-9]+[lL]?)
        | "(?<Text>(?:[^"\\]|\\.)*)"
        | (?<Symbol>=>|\?\?|&&|\|\||==|!=|<>|<=|>=|[-+*/%^!<>=?:(),]))
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
