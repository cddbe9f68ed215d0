using System.Buffers.Binary;

namespace Vhe.Networks.Build;

/// <summary>A native library in an output folder, which may be a link to the one in the package cache.</summary>
internal static class LibraryFile
{
    /// <summary>Lets the library load where the system's libstdc++ lacks the version, if nothing in it uses that version.</summary>
    /// <param name="path">The library.</param>
    /// <returns>What was found in it; it has changed if that is <see cref="VersionNeedState.Unused"/>.</returns>
    public static VersionNeed AllowOlderLibstdcxx(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var need = ElfVersionNeeds.Find(bytes, Libstdcxx.Library, Libstdcxx.Version, Libstdcxx.Marker);
        if (need.State == VersionNeedState.Unused)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(need.FlagsOffset), ElfVersionNeeds.WeakFlag);
            Replace(path, bytes);
        }

        return need;
    }

    // Never written in place: what is a link to the package cache would change there too, and a process that has the library
    // loaded would see it change. The time of the old one has the next build take the new one for a copy that is up to date.
    private static void Replace(string path, byte[] bytes)
    {
        var beside = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = File.Create(beside))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            using (var old = File.OpenHandle(path))
            {
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(beside, File.GetUnixFileMode(old));
                }

                File.SetLastWriteTimeUtc(beside, File.GetLastWriteTimeUtc(old));
            }

            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
