using System.CommandLine;
using System.CommandLine.Parsing;
using Vhe.MLNet;
using Vhe.Networks.Models;

namespace Report;

/// <summary>The options of the command line.</summary>
/// <param name="Train">Whether a model is trained; otherwise one is loaded.</param>
/// <param name="Images">Folders of background classes.</param>
/// <param name="New">Folders of new classes.</param>
/// <param name="Minutes">How long to train.</param>
/// <param name="Preset">The size of the network that is trained.</param>
/// <param name="Seed">Seeds training and episodes.</param>
/// <param name="Episodes">Test episodes for each accuracy.</param>
/// <param name="Model">The file of a trained model; null for the one that comes with the package.</param>
/// <param name="Out">The folder of the report.</param>
internal sealed record ReportOptions(
    bool Train,
    IReadOnlyList<string> Images,
    IReadOnlyList<string> New,
    double Minutes,
    VhePreset Preset,
    int Seed,
    int Episodes,
    string? Model,
    string Out)
{
    private const string Samples = "samples/data/glyphs";

    private static readonly Option<bool> TrainOption = new("--train")
    {
        Description = "Train a model instead of using the one that comes with the package",
    };

    private static readonly Option<string[]> ImagesOption = new("--images")
    {
        Description = "Folders of classes to train on (implies --train): class/image.png or group/class/image.png "
            + "[default: four sample sets]",
        HelpName = "folder",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> NewOption = new("--new")
    {
        Description = "Folders of new classes, of six images or more each: five to learn from, the others to test on "
            + "[default: two other sample sets]",
        HelpName = "folder",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<double> MinutesOption = new("--minutes")
    {
        Description = "How long to train (implies --train)",
        HelpName = "number",
        DefaultValueFactory = _ => 1.5,
    };

    private static readonly Option<VhePreset> PresetOption = new("--preset")
    {
        Description = "The size of the network to train (implies --train): the paper's takes half an hour",
        DefaultValueFactory = _ => VhePreset.Tiny,
    };

    private static readonly Option<int> SeedOption = new("--seed")
    {
        Description = "Seeds the training and the choice of test episodes",
        HelpName = "number",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int?> EpisodesOption = new("--episodes")
    {
        Description = "Test episodes for each accuracy: more give narrower intervals [default: 15; 60 with --train]",
        HelpName = "number",
    };

    private static readonly Option<string?> ModelOption = new("--model")
    {
        Description = "A trained model, such as model.vhe of an earlier report [default: the one that comes with the package]",
        HelpName = "file",
    };

    private static readonly Option<string> OutOption = new("--out")
    {
        Description = "The folder to write the report and the models to",
        HelpName = "folder",
        DefaultValueFactory = _ => "report",
    };

    /// <summary>The network that is trained.</summary>
    public PixelCnnVheOptions Network => Preset == VhePreset.Tiny ? PixelCnnVheOptions.Tiny : PixelCnnVheOptions.Paper;

    /// <summary>Adds the options to a command.</summary>
    public static void AddTo(Command command)
    {
        MinutesOption.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 100_000))
                result.AddError($"{MinutesOption.Name} must be above 0 and at most 100,000.");
        });
        EpisodesOption.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 2)
                result.AddError($"{EpisodesOption.Name} must be at least 2.");
        });
        command.Validators.Add(result =>
        {
            if (IsTraining(result.GetResult) && result.GetResult(ModelOption) is not null)
                result.AddError($"{ModelOption.Name} excludes {TrainOption.Name} and the options that imply it.");
        });
        Option[] options =
        [
            TrainOption, ImagesOption, NewOption, MinutesOption, PresetOption, SeedOption, EpisodesOption, ModelOption, OutOption,
        ];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>Reads the options.</summary>
    public static ReportOptions From(ParseResult parsed)
    {
        var train = IsTraining(parsed.GetResult);
        return new ReportOptions(
            train,
            parsed.GetValue(ImagesOption) is { Length: > 0 } images ? images : Sets("Arvenik", "Belusha", "Corvane", "Dathri"),
            parsed.GetValue(NewOption) is { Length: > 0 } unseen ? unseen : Sets("Eskerit", "Fallowen"),
            parsed.GetValue(MinutesOption),
            parsed.GetValue(PresetOption),
            parsed.GetValue(SeedOption),
            parsed.GetValue(EpisodesOption) ?? (train ? 60 : 15),
            parsed.GetValue(ModelOption),
            parsed.GetRequiredValue(OutOption));
    }

    private static bool IsTraining(Func<Option, OptionResult?> result)
    {
        Option[] options = [TrainOption, ImagesOption, MinutesOption, PresetOption];
        return Array.Exists(options, option => result(option) is { Implicit: false });
    }

    private static string[] Sets(params string[] names) => Array.ConvertAll(names, name => $"{Samples}/{name}");
}
