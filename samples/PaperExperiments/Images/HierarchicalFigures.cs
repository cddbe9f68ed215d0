using PaperExperiments.Deconvolutional;
using PaperExperiments.Output;
using Samples;
using Spectre.Console;
using Vhe.Networks.Data;
using Vhe.Networks.Models;
using Vhe.Networks.Training;

namespace PaperExperiments.Images;

/// <summary>Figures 7 and 10: the hierarchical model draws characters from one image, and whole alphabets from a few.</summary>
internal static class HierarchicalFigures
{
    private const int Rows = 10;
    private const int SamplesOfRow = 8;
    private const int NewCharacters = 20;

    /// <summary>Figure 7: one-shot characters, and alphabets from five images.</summary>
    public static void RunFigure7(ExperimentSettings settings) => Run(settings, "fig7", alphabetImages: 5, characters: true);

    /// <summary>Figure 10: alphabets from ten images, by the same model.</summary>
    public static void RunFigure10(ExperimentSettings settings) => Run(settings, "fig10", alphabetImages: 10, characters: false);

    private static void Run(ExperimentSettings settings, string name, int alphabetImages, bool characters)
    {
        var split = Omniglot.Canonical(settings);
        using var model = VheModel.Of(HierarchicalVhe.Create(settings.Deconvolutional, settings.Seed), split.Test.Shape);
        var options = ImageStudy.Options(settings, settings.Sized("hierarchical"), split.Training) with
        {
            LearningRate = 1e-3,
            Sampling = new SamplingOptions { BinarizeSupport = true },
        };
        var trained = new VheTrainer(options).Train(model, new AlphabetSampler(split.Training, options.Sampling, settings.Seed));

        // Examples are binary, as the encoders were trained on them.
        var random = new Random((int)settings.Seed);
        var generator = new HierarchicalGenerator(model);
        var output = new ResultFolder(settings.Out, name);
        var pictures = new List<string>();
        if (characters)
        {
            pictures.Add($"{name}-characters");
            var rows = Math.Min(Rows, split.Test.Classes.Count);
            Save($"{name}-characters", [.. Enumerable.Range(0, rows).Select(row =>
            {
                var given = Binarization.Draw([split.Test.Classes[row * split.Test.Classes.Count / rows].Images[0]], random);
                return new GeneratedGlyphs(given, generator.GenerateCharacters(given, SamplesOfRow, settings.Seed + row));
            })]);
        }

        pictures.Add($"{name}-alphabets");
        var alphabets = split.Test.Classes.GroupBy(item => item.Group, StringComparer.Ordinal).ToList();
        Save($"{name}-alphabets", [.. alphabets.Select((alphabet, row) =>
        {
            // As many different characters as there are, then further images of them.
            var members = alphabet.ToList();
            var given = Binarization.Draw(
                [
                    .. Enumerable.Range(0, alphabetImages)
                        .Select(i => members[i % members.Count].Images[i / members.Count % members[i % members.Count].Images.Count]),
                ],
                random);
            return new GeneratedGlyphs(given, generator.GenerateAlphabet(given, NewCharacters, 1, settings.Seed + row));
        })]);
        output.WriteMarkdown(
        [
            $"{settings.Budget} on the background alphabets, {settings.Deconvolutional.Channels} channels at full resolution "
            + $"(the paper's: {DeconvolutionalVheOptions.Paper.Channels}), {trained.Steps:N0} steps, seed {settings.Seed}. Examples, "
            + "binarized at random, of alphabets that the model has not seen in black, what was drawn in blue: of characters, images "
            + "of the same character; of alphabets, new characters of it.",
            .. pictures.Select(picture => $"![{picture}]({picture}.png)"),
        ]);
        AnsiConsole.WriteLine(output.Path("md"));

        void Save(string picture, IReadOnlyList<GeneratedGlyphs> rows)
            => GridPicture.Save(new ResultFolder(settings.Out, picture).Path("png"), rows, split.Test.Shape);
    }
}
