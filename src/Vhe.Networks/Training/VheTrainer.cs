using System.Diagnostics;
using Vhe.Networks.Data;
using Vhe.Networks.Models;
using Vhe.Networks.Storage;
using static TorchSharp.torch;

namespace Vhe.Networks.Training;

/// <summary>
/// Trains a Variational Homoencoder (Algorithm 1): Adam, a learning rate that rises and falls, KL terms that are warmed up,
/// clipped gradients, a way back from divergence, progress, cancellation, checkpoints.
/// </summary>
/// <param name="options">How to train.</param>
/// <remarks>One call at a time for each model.</remarks>
public sealed class VheTrainer(TrainingOptions options)
{
    private const int StepsBetweenSnapshots = 200;
    private const int MostRollBacks = 20;

    /// <summary>Trains a model in place; afterwards it is in evaluation mode, whatever happens.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">The background classes: two at least, of two images each at least.</param>
    /// <param name="cancellationToken">Ends the run early: see <see cref="TrainingOptions.ThrowOnCancel"/>.</param>
    /// <returns>What the run came to.</returns>
    /// <exception cref="ArgumentException">The images or an option cannot be used; the message names the class or
    /// option.</exception>
    /// <exception cref="InvalidOperationException">The options have no budget, or resume without a checkpoint path.</exception>
    /// <exception cref="InvalidDataException">The checkpoint cannot be resumed from.</exception>
    /// <exception cref="OperationCanceledException">The run was canceled and the options ask for this.</exception>
    /// <exception cref="VheException">Training diverges again and again.</exception>
    public TrainingResult Train(VheModel model, GroupedImages images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        options.Validate();
        if (images.Shape != model.ImageShape)
        {
            throw new ArgumentException($"The images are {images.Shape}; the model takes {model.ImageShape}.", nameof(images));
        }

        if (images.Classes.Count < 2)
        {
            throw new ArgumentException(
                $"There is only the class '{images.Classes[0].Name}'; training needs two classes at least.", nameof(images));
        }

        var batches = new GroupedSampler(images, options.Objective, options.Sampling, options.Seed);
        var precision = model.Precision;
        try
        {
            model.Precision = options.Precision;
            return Train(model.Network, batches, model.Device, VheModel.Format.Metadata(model.Options), cancellationToken);
        }
        finally
        {
            model.Precision = precision;
        }
    }

    /// <summary>Trains any Variational Homoencoder in place; afterwards it is in evaluation mode, whatever happens.</summary>
    /// <param name="network">The network, which computes in its own precision.</param>
    /// <param name="batches">Its minibatches, drawn for the objective of the options; the options' sampling is not used.</param>
    /// <param name="device">Where the network is.</param>
    /// <param name="cancellationToken">Ends the run early: see <see cref="TrainingOptions.ThrowOnCancel"/>.</param>
    /// <returns>What the run came to.</returns>
    /// <exception cref="ArgumentException">The batches are drawn for another objective than the options'.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="InvalidOperationException">The options have no budget, or resume without a checkpoint path.</exception>
    /// <exception cref="InvalidDataException">The checkpoint cannot be resumed from.</exception>
    /// <exception cref="OperationCanceledException">The run was canceled and the options ask for this.</exception>
    /// <exception cref="VheException">Training diverges again and again.</exception>
    public TrainingResult Train(
        VariationalHomoencoder network, IBatchSource batches, Device? device = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batches);
        options.Validate();
        return Train(network, batches, device ?? CPU, new Dictionary<string, string>(StringComparer.Ordinal), cancellationToken);
    }

    private TrainingResult Train(
        VariationalHomoencoder network,
        IBatchSource batches,
        Device device,
        IReadOnlyDictionary<string, string> architecture,
        CancellationToken cancellationToken)
    {
        if (options.KeepFreedMemory)
        {
            NativeHeap.KeepFreedMemory();
        }

        using var scope = NewDisposeScope();
        using var tracked = enable_grad();
        using var step = NativeCall.Guard("Training", () => new TrainingStep(network, batches, device, options));
        try
        {
            network.train();
            return NativeCall.Guard("Training", () => Run(network, step, architecture, cancellationToken));
        }
        finally
        {
            network.eval();
        }
    }

    private TrainingResult Run(
        VariationalHomoencoder network,
        TrainingStep training,
        IReadOnlyDictionary<string, string> architecture,
        CancellationToken cancellationToken)
    {
        var schedule = new Schedule(options);
        var guard = new DivergenceGuard();
        var window = new ProgressWindow([.. network.Latents.Select(latent => latent.Symbol)]);
        var history = new List<TrainingProgress>();
        var start = options.Resume && File.Exists(options.CheckpointPath)
            ? Checkpoint.Read(options.CheckpointPath, architecture, training.State, options.Seed)
            : new Checkpoint(0, TimeSpan.Zero, options.Seed);
        using var snapshot = new Snapshot(training.State);
        var (began, saved) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
        var (step, images, rollBacks) = (start.Step, 0L, 0);
        var settings = default(StepSettings);
        while (Fraction() < 1 && !cancellationToken.IsCancellationRequested)
        {
            settings = new StepSettings(schedule.LearningRate(step, Fraction()), schedule.KlWeight(Fraction()));
            var (result, moved) = training.Take(step, settings, Accepts);
            step++;
            images += result.Images;
            if (moved)
            {
                window.Add(result);
            }
            else if (++rollBacks > MostRollBacks)
            {
                snapshot.Restore();
                throw new VheException(
                    $"Training diverged {rollBacks} times, last at step {step}; try a learning rate below {options.LearningRate}.");
            }
            else
            {
                snapshot.Restore();
            }

            if (window.Age >= options.ProgressInterval)
            {
                Report();
            }

            if (Stopwatch.GetElapsedTime(saved) >= options.CheckpointInterval)
            {
                Save();
            }
        }

        Report();
        Save();
        if (options.ThrowOnCancel)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        var rate = images / Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new TrainingResult(step, Elapsed(), rate, history, Fraction() < 1);

        // The weights that gave an accepted step are worth going back to; those that it leads to have not been looked at yet.
        bool Accepts(StepResult result)
        {
            var accepted = guard.Accepts(result);
            if (accepted && step % StepsBetweenSnapshots == 0)
            {
                snapshot.Take();
            }

            return accepted;
        }

        TimeSpan Elapsed() => start.Elapsed + Stopwatch.GetElapsedTime(began);

        double Fraction() => schedule.Fraction(step, Elapsed());

        void Report()
        {
            if (!window.IsEmpty)
            {
                history.Add(window.Report(step, Fraction(), Elapsed(), settings, rollBacks));
                options.Progress?.Report(history[^1]);
            }
        }

        void Save()
        {
            if (options.CheckpointPath is not null)
            {
                new Checkpoint(step, Elapsed(), options.Seed).Write(options.CheckpointPath, architecture, training.State);
            }

            saved = Stopwatch.GetTimestamp();
        }
    }
}
