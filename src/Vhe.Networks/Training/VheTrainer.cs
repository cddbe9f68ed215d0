using System.Diagnostics;
using Vhe.Networks.Data;
using Vhe.Networks.Models;

namespace Vhe.Networks.Training;

/// <summary>
/// Trains a Variational Homoencoder (Algorithm 1): Adam, a learning rate that rises and falls, KL terms that are warmed up,
/// clipped gradients, a way back from divergence, progress, cancellation, checkpoints.
/// </summary>
/// <param name="options">How to train.</param>
/// <remarks>One call at a time for each model.</remarks>
public sealed class VheTrainer(TrainingOptions options)
{
    private const int StepsBetweenCopies = 200;
    private const int MostRollBacks = 20;

    /// <summary>Trains a model in place; afterwards it is in evaluation mode, whatever happens.</summary>
    /// <param name="model">The model, without styles.</param>
    /// <param name="images">The background classes: two or more, of two or more images each.</param>
    /// <param name="cancellationToken">Ends the run early: see <see cref="TrainingOptions.ThrowOnCancel"/>.</param>
    /// <returns>Steps, time and the reports of the run.</returns>
    /// <exception cref="ArgumentException">The images or an option cannot be used; the message names the class or option.
    /// </exception>
    /// <exception cref="InvalidOperationException">The options have no budget, or resume without a checkpoint path.</exception>
    /// <exception cref="InvalidDataException">The checkpoint cannot be resumed from.</exception>
    /// <exception cref="OperationCanceledException">The run was canceled and the options ask for this.</exception>
    /// <exception cref="VheException">Training diverges again and again.</exception>
    public TrainingResult Train(VheModel model, GroupedImages images, CancellationToken cancellationToken = default)
    {
        Check(model, images, withStyles: false);
        var batches = new GroupedSampler(images, options.Sampling, options.Seed, options.Objective.Resample);
        return Train(model, batches, cancellationToken);
    }

    /// <summary>Trains a model with styles (section 4.3) in place; afterwards it is in evaluation mode, whatever happens.</summary>
    /// <param name="model">The model, with <see cref="PixelCnnVheOptions.Style"/>.</param>
    /// <param name="images">The background classes: two or more, of two or more images each, and the style of every image: two or more
    /// images each as well.</param>
    /// <param name="cancellationToken">Ends the run early: see <see cref="TrainingOptions.ThrowOnCancel"/>.</param>
    /// <returns>Steps, time and the reports of the run.</returns>
    /// <inheritdoc cref="Train(VheModel, GroupedImages, CancellationToken)" path="/exception"/>
    public TrainingResult Train(VheModel model, FactorialImages images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        Check(model, images.Images, withStyles: true);
        return Train(model, new FactorialSampler(images, options.Sampling, options.Seed), cancellationToken);
    }

    /// <summary>Trains any model on batches drawn for the objective of the options, whose sampling is not used.</summary>
    internal TrainingResult Train(VheModel model, IBatchSource batches, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batches);
        options.Validate();
        if (options.KeepFreedMemory)
            NativeHeap.KeepFreedMemory();

        using var scope = NewDisposeScope();
        using var tracked = enable_grad();
        using var step = NativeCall.Guard("Training", () => new TrainingStep(model, batches, options));
        var precision = model.Precision;
        try
        {
            model.Precision = options.Precision;
            model.Network.train();
            return NativeCall.Guard("Training", () => Run(model, step, cancellationToken));
        }
        finally
        {
            model.Network.eval();
            model.Precision = precision;
        }
    }

    private void Check(VheModel model, GroupedImages images, bool withStyles)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        options.Validate();
        if (model.Network.Latents.Any(latent => latent.Grouping == Grouping.Style) != withStyles)
        {
            throw new ArgumentException(
                withStyles
                    ? "The model has no latent variable for styles; train it on images without styles."
                    : $"The model has a latent variable for styles; train it on {nameof(FactorialImages)}.",
                nameof(model));
        }

        if (images.Shape != model.ImageShape)
            throw new ArgumentException($"The images are {images.Shape}; the model takes {model.ImageShape}.", nameof(images));

        if (images.Classes.Count < 2)
        {
            throw new ArgumentException(
                $"There is only the class '{images.Classes[0].Name}'; training needs two classes at least.", nameof(images));
        }
    }

    private TrainingResult Run(VheModel model, TrainingStep training, CancellationToken cancellationToken)
    {
        var architecture = model.Metadata;
        var schedule = new Schedule(options);
        var guard = new DivergenceGuard();
        var window = new ProgressWindow([.. model.Network.Latents.Select(latent => latent.Symbol)]);
        var history = new List<TrainingProgress>();
        var start = options.Resume && File.Exists(options.CheckpointPath)
            ? Checkpoint.Read(options.CheckpointPath, architecture, training.State, options.Seed)
            : new Checkpoint(0, TimeSpan.Zero, options.Seed);
        training.State.Keep();
        var (began, saved) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
        var (step, images, rollBacks) = (start.Step, 0L, 0);
        var settings = default(TrainingStep.Settings);
        while (Fraction() < 1 && !cancellationToken.IsCancellationRequested)
        {
            settings = new TrainingStep.Settings(schedule.LearningRate(step, Fraction()), schedule.KlWeight(Fraction()));
            var (result, moved) = training.Take(step, settings, Accepts);
            step++;
            images += result.Images;
            if (moved)
            {
                window.Add(result);
            }
            else if (++rollBacks > MostRollBacks)
            {
                training.State.Restore();
                throw new VheException(
                    $"Training diverged {rollBacks} times, last at step {step}; try a learning rate below {options.LearningRate}.");
            }
            else
            {
                training.State.Restore();
            }

            if (window.Age >= options.ProgressInterval)
                Report();

            if (Stopwatch.GetElapsedTime(saved) >= options.CheckpointInterval)
                Save();
        }

        Report();
        Save();
        if (options.ThrowOnCancel)
            cancellationToken.ThrowIfCancellationRequested();

        var rate = images / Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new TrainingResult(step, Elapsed(), rate, history, Fraction() < 1);

        // The weights that gave an accepted step are worth going back to; those that it leads to have not been looked at yet.
        bool Accepts(TrainingStep.Measures result)
        {
            var accepted = guard.Accepts(result);
            if (accepted && step % StepsBetweenCopies == 0)
                training.State.Keep();

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
                new Checkpoint(step, Elapsed(), options.Seed).Write(options.CheckpointPath, architecture, training.State);

            saved = Stopwatch.GetTimestamp();
        }
    }
}
