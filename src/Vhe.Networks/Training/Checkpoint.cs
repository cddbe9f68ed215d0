using System.Globalization;
using System.Text.Json;
using Vhe.Networks.Models;
using Vhe.Networks.Storage;

namespace Vhe.Networks.Training;

/// <summary>A training run on disk: a .vhe file's metadata and weights, Adam's moments, and how far the run is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Elapsed">Time trained.</param>
/// <param name="Seed">The run's seed.</param>
internal sealed record Checkpoint(long Step, TimeSpan Elapsed, long Seed)
{
    private const string RunKey = "run", OptimizerStepsKey = "optimizer_steps";

    /// <summary>Writes a run, whole or not at all.</summary>
    public void Write(string path, VheModel model, TrainingState state)
    {
        var metadata = VheFile.Metadata(model.Options);
        metadata[RunKey] = JsonSerializer.Serialize(this);
        metadata[OptimizerStepsKey] = state.OptimizerSteps.ToString(CultureInfo.InvariantCulture);
        AtomicFile.Write(path, stream => SafetensorsWriter.Write(TensorStore.ToFile(state.Tensors, metadata), stream));
    }

    /// <summary>Reads a run into a model and its optimizer.</summary>
    /// <exception cref="InvalidDataException">The file is malformed, or of another architecture.</exception>
    public static Checkpoint Read(string path, VheModel model, TrainingState state)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var file = SafetensorsReader.Read(stream);
            if (VheFile.Options(file) != model.Options)
            {
                throw new InvalidDataException("it is of another architecture than this run's.");
            }

            var run = JsonSerializer.Deserialize<Checkpoint>(file.Metadata.GetValueOrDefault(RunKey, "null"))
                ?? throw new InvalidDataException("it is a model, not a training run.");
            var steps = long.Parse(file.Metadata.GetValueOrDefault(OptimizerStepsKey, string.Empty), CultureInfo.InvariantCulture);
            TensorStore.CopyInto(file, state.Tensors);
            state.OptimizerSteps = steps;
            return run;
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException or FormatException)
        {
            throw new InvalidDataException($"Checkpoint '{path}' cannot be resumed from: {exception.Message}", exception);
        }
    }
}
