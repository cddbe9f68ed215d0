using System.CommandLine;
using Vhe.MLNet;
using Vhe.Networks.Models;

namespace Quickstart;

/// <summary>The options of the command line.</summary>
internal sealed record QuickstartOptions
{
    private static readonly Option<string[]> ImagesOption = new("--images")
    {
        Description = "Folders of classes to train on (implies --train): class/image.png or group/class/image.png [default: four sample sets]",
        HelpName = "folder",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> NewOption = new("--new")
    {
        Description = "Folders of new classes, to recognize from five examples of each and from one [default: two other sample sets]",
        HelpName = "folder",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<bool> TrainOption = new("--train")
    {
        Description = "Train a model of your own, instead of using the one that comes with the package",
    };

    private static readonly Option<double> MinutesOption = new("--minutes")
    {
        Description = "How long to train (implies --train)",
        HelpName = "number",
        DefaultValueFactory = _ => 1.5,
    };

    private static readonly Option<string> PresetOption = new("--preset")
    {
        Description = "How large a network to train (implies --train): the paper's wants half an hour",
        DefaultValueFactory = _ => "tiny",
    };

    private static readonly Option<int> SeedOption = new("--seed")
    {
        Description = "Seeds the training and the choice of test episodes",
        HelpName = "number",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int?> EpisodesOption = new("--episodes")
    {
        Description = "Test episodes for each accuracy: more give narrower intervals [default: 15; 60 of a model that is trained here]",
        HelpName = "number",
    };

    private static readonly Option<string?> ModelOption = new("--model")
    {
        Description = "A model of an earlier run (model.vhe) to use",
        HelpName = "file",
    };

    private static readonly Option<string> OutOption = new("--out")
    {
        Description = "The folder to write the report and the models to",
        HelpName = "folder",
        DefaultValueFactory = _ => "report",
    };

    /// <summary>Whether a model is trained; otherwise one is loaded.</summary>
    public required bool Train { get; init; }

    /// <summary>Folders of background classes.</summary>
    public required IReadOnlyList<string> Images { get; init; }

    /// <summary>Folders of new classes.</summary>
    public required IReadOnlyList<string> New { get; init; }

    /// <summary>How long to train.</summary>
    public required double Minutes { get; init; }

    /// <summary>How large a network.</summary>
    public required VhePreset Preset { get; init; }

    /// <summary>The sizes of that network.</summary>
    public PixelCnnVheOptions Network => Preset == VhePreset.Tiny ? PixelCnnVheOptions.Tiny : PixelCnnVheOptions.Paper;

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>Test episodes for each accuracy.</summary>
    public required int Episodes { get; init; }

    /// <summary>A trained model's file; null for the one that comes with the package.</summary>
    public required string? Model { get; init; }

    /// <summary>Where everything is written.</summary>
    public required string Out { get; init; }

    /// <summary>Adds the options to a command.</summary>
    public static void AddTo(Command command)
    {
        PresetOption.AcceptOnlyFromAmong("tiny", "paper");
        Option[] options = [TrainOption, ImagesOption, NewOption, MinutesOption, PresetOption, SeedOption, EpisodesOption, ModelOption, OutOption];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Reads the options.</summary>
    /// <exception cref="InvalidDataException">A number is out of its range.</exception>
    public static QuickstartOptions From(ParseResult result)
    {
        var minutes = result.GetRequiredValue(MinutesOption);
        var train = IsGiven(TrainOption) || IsGiven(ImagesOption) || IsGiven(MinutesOption) || IsGiven(PresetOption);
        var model = result.GetValue(ModelOption);
        if (train && model is not null)
        {
            throw new InvalidDataException(
                $"{ModelOption.Name} uses a model that is trained already: it does not go with {TrainOption.Name} and what implies it.");
        }

        // The small network of a training answers faster than the package's.
        var episodes = result.GetValue(EpisodesOption) ?? (train ? 60 : 15);
        return new QuickstartOptions
        {
            Train = train,
            Images = result.GetValue(ImagesOption) is { Length: > 0 } images ? images : SampleData.Background,
            New = result.GetValue(NewOption) is { Length: > 0 } unseen ? unseen : SampleData.New,
            Minutes = Require(minutes, minutes is > 0 and <= 100_000, $"{MinutesOption.Name} takes a number above 0"),
            Preset = Enum.Parse<VhePreset>(result.GetRequiredValue(PresetOption), ignoreCase: true),
            Seed = result.GetRequiredValue(SeedOption),
            Episodes = Require(episodes, episodes >= 2, $"{EpisodesOption.Name} takes a number of 2 or more"),
            Model = model,
            Out = result.GetRequiredValue(OutOption),
        };

        bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };
    }

    private static T Require<T>(T value, bool holds, string requirement)
        => holds ? value : throw new InvalidDataException($"{requirement}, not {value}.");
}
