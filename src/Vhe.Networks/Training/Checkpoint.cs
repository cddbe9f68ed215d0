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

    /// <summary>Reads a run into a model and its optimizer; where it is refused, they stay as they are.</summary>
    /// <exception cref="InvalidDataException">The file is malformed, of another architecture, or of a run with another seed.
    /// </exception>
    public static Checkpoint Read(string path, VheModel model, TrainingState state, long seed)
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
            if (run.Seed != seed)
            {
                throw new InvalidDataException($"it is of a run with seed {run.Seed}, not {seed}.");
            }

            var steps = long.Parse(file.Metadata.GetValueOrDefault(OptimizerStepsKey, string.Empty), CultureInfo.InvariantCulture);
            if (run.Step < 0 || run.Elapsed < TimeSpan.Zero || steps < 0)
            {
                throw new InvalidDataException($"its step {run.Step}, time {run.Elapsed} or optimizer step {steps} is negative.");
            }

            TensorStore.CopyInto(file, state.Tensors);
            state.OptimizerSteps = steps;
            return run;
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException or FormatException
            or OverflowException)
        {
            throw new InvalidDataException($"Checkpoint '{path}' cannot be resumed from: {exception.Message}", exception);
        }
    }
}
