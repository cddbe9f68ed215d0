using System.Globalization;
using System.Text.Json;
using Vhe.Networks.Storage;

namespace Vhe.Networks.Training;

/// <summary>A training run on disk: what names the architecture, the weights, Adam's moments, and how far the run is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Elapsed">Time trained.</param>
/// <param name="Seed">The run's seed.</param>
internal sealed record Checkpoint(long Step, TimeSpan Elapsed, long Seed)
{
    private const string RunKey = "run", OptimizerStepsKey = "optimizer_steps";

    /// <summary>Writes a run, whole or not at all.</summary>
    public void Write(string path, IReadOnlyDictionary<string, string> architecture, TrainingState state)
    {
        var metadata = new Dictionary<string, string>(architecture, StringComparer.Ordinal);
        metadata[RunKey] = JsonSerializer.Serialize(this);
        metadata[OptimizerStepsKey] = state.OptimizerSteps.ToString(CultureInfo.InvariantCulture);
        AtomicFile.Write(path, stream => SafetensorsWriter.Write(TensorStore.ToFile(state.Tensors, metadata), stream));
    }

    /// <summary>Reads a run into a network and its optimizer; where it is refused, they stay as they are.</summary>
    public static Checkpoint Read(string path, IReadOnlyDictionary<string, string> architecture, TrainingState state, long seed)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var file = SafetensorsReader.Read(stream);
            if (architecture.FirstOrDefault(item => file.Metadata.GetValueOrDefault(item.Key) != item.Value) is { Key: { } other })
                throw new InvalidDataException($"it is of another architecture than this run's: its '{other}' is not the same.");

            var run = JsonSerializer.Deserialize<Checkpoint>(file.Metadata.GetValueOrDefault(RunKey, "null"))
                ?? throw new InvalidDataException("it is a model, not a training run.");
            if (run.Seed != seed)
                throw new InvalidDataException($"it is of a run with seed {run.Seed}, not {seed}.");

            var steps = long.Parse(file.Metadata.GetValueOrDefault(OptimizerStepsKey, string.Empty), CultureInfo.InvariantCulture);
            if (run.Step < 0 || run.Elapsed < TimeSpan.Zero || steps < 0)
                throw new InvalidDataException($"its step {run.Step}, time {run.Elapsed} or optimizer step {steps} is negative.");

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
