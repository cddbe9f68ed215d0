using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace ReloadHost;

/// <summary>Numbers from a path and a state text: a mapping for the tests of what ML.NET keeps through a save.</summary>
[CustomMappingFactoryAttribute(Contract)]
public sealed class PathEmbeddings : CustomMappingFactory<PathEmbeddings.Source, PathEmbeddings.Codes>
{
    /// <summary>The name under which a saved model finds this class.</summary>
    public const string Contract = "ReloadHost.PathEmbeddings.v1";

    /// <summary>Fills the codes of one row.</summary>
    /// <param name="source">The path and the state.</param>
    /// <param name="codes">Three numbers in two parts, and the file's name.</param>
    public static void Map(Source source, Codes codes)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(codes);
        var name = Path.GetFileNameWithoutExtension(source.ImagePath.ToString());
        var seed = 0f;
        foreach (var letter in string.Concat(name, source.State.Span))
            seed = MathF.Sin((seed * 0.7f) + letter);

        codes.One = [seed];
        codes.Two = [MathF.Exp(seed), MathF.Sqrt(MathF.Abs(seed))];
        codes.Name = name;
    }

    /// <inheritdoc/>
    public override Action<Source, Codes> GetMapping() => Map;

    /// <summary>What the mapping reads.</summary>
    public sealed class Source
    {
        /// <summary>The path.</summary>
        public ReadOnlyMemory<char> ImagePath { get; set; }

        /// <summary>The state.</summary>
        public ReadOnlyMemory<char> State { get; set; }
    }

    /// <summary>What the mapping gives.</summary>
    public sealed class Codes
    {
        /// <summary>The first number.</summary>
        [VectorType(1)]
        public float[] One { get; set; } = [0];

        /// <summary>The other two numbers.</summary>
        [VectorType(2)]
        public float[] Two { get; set; } = [0, 0];

        /// <summary>The file's name without its extension.</summary>
        public string Name { get; set; } = "";
    }
}
