namespace Vhe.Networks.Storage;

/// <summary>
/// Writes files all or not at all: whoever opens the path sees the old file or the new one, never half of one, even when the
/// process dies in between.
/// </summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a file to a temporary name in the same folder, flushes it to the disk, and renames it over <paramref name="path"/>.
    /// On any failure the temporary file goes and the old file stays. A symbolic link is replaced, not followed. What
    /// <paramref name="write"/> throws comes out unchanged; it must leave the stream open.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="path"/> names no file.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist; the message names it.</exception>
    /// <exception cref="IOException"><paramref name="path"/> is a folder, or writing fails.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = Path.GetFullPath(path);
        var name = Path.GetFileName(full);
        if (name.Length == 0)
            throw new ArgumentException($"'{path}' names no file.", nameof(path));

        var folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder '{folder}' does not exist; '{name}' cannot be written there.");

        if (Directory.Exists(full))
            throw new IOException($"'{full}' is a folder; a file cannot be written in its place.");

        // The name does not grow with the file's, which may be as long as the file system allows.
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The error that led here says more than this one would.
        }
    }
}
