using Spectre.Console;

namespace Quickstart;

/// <summary>While it lives, Ctrl+C ends the training early; a second one ends the program, as it does at any other time.</summary>
internal sealed class TrainingInterrupt : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Starts to listen.</summary>
    public TrainingInterrupt()
    {
        Console.CancelKeyPress += OnCancelKeyPress;
    }

    /// <summary>Canceled by the first Ctrl+C.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Console.CancelKeyPress -= OnCancelKeyPress;
        _cancellation.Dispose();
    }

    private void OnCancelKeyPress(object? sender, ConsoleCancelEventArgs e)
    {
        if (_cancellation.IsCancellationRequested)
        {
            AnsiConsole.Cursor.Show();
            return;
        }

        e.Cancel = true;
        _cancellation.Cancel();
    }
}
