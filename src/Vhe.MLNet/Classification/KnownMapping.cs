using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Persistence;

namespace Vhe.MLNet.Classification;

/// <summary>
/// The mapping from an image and its best class to whether it is of a class at all. Apart from <see cref="ClassifierMapping"/>,
/// so that ML.NET runs it only where somebody asks.
/// </summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class KnownMapping : CustomMappingFactory<KnownMapping.Query, KnownMapping.Answer>
{
    /// <summary>The name under which the mapping is saved; it never changes.</summary>
    public const string Contract = "Vhe.MLNet.Known.v1";

    private static readonly Func<ReadOnlyMemory<char>, ClassifierState> Parse = ClassifierState.FromState;

    /// <summary>Compares an image with its class.</summary>
    /// <param name="query">The image and the class.</param>
    /// <param name="answer">The answer.</param>
    public static void Map(Query query, Answer answer)
    {
        var state = StateCache<ClassifierState>.Get(query.State, Parse);
        var image = ImageReader.Read(query.Image, state.Model.ImageShape.Length, state.Columns.Image);
        var label = query.Label.ToString();
        var index = state.Classifier.ClassNames.TakeWhile(name => name != label).Count();
        answer.IsKnown = state.Classifier.Unknown.AreKnown([image], [index])[0];
        answer.Label = answer.IsKnown ? label : null;
    }

    /// <inheritdoc/>
    public override Action<Query, Answer> GetMapping() => ModelMapping.Ready<Action<Query, Answer>>(Map);

    /// <summary>A row with an image and the class that it was taken for.</summary>
    internal sealed class Query
    {
        /// <summary>The image.</summary>
        [ColumnName(ClassifierMapping.InputName)]
        public VBuffer<float> Image { get; set; }

        /// <summary>The model and the examples.</summary>
        [ColumnName(StateColumn.Name)]
        public ReadOnlyMemory<char> State { get; set; }

        /// <summary>The best class's name.</summary>
        [ColumnName(ClassifierMapping.Answer.LabelName)]
        public ReadOnlyMemory<char> Label { get; set; }
    }

    /// <summary>What comes out, before it gets its types and names.</summary>
    internal sealed class Answer
    {
        /// <summary>The internal column of whether the image is known.</summary>
        public const string IsKnownName = "Vhe.Classifier.IsKnown";

        /// <summary>The internal column of the label of what is known.</summary>
        public const string LabelName = "Vhe.Classifier.KnownLabel";

        /// <summary>Whether the image is of one of the classes.</summary>
        [ColumnName(IsKnownName)]
        public bool IsKnown { get; set; }

        /// <summary>The class's name; missing where the image is not known.</summary>
        [ColumnName(LabelName)]
        public string? Label { get; set; }
    }
}
