using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Vhe.Networks.Data;

namespace PaperExperiments;

/// <summary>Tells data sets apart in the names of files: a model of other images is not found again for these.</summary>
internal static class Fingerprint
{
    private const int Digits = 8;

    /// <summary>The first digits of a hash of all names and pixels.</summary>
    public static string Of(GroupedImages images)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var item in images.Classes)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{item.Group}/{item.Name}/{item.Images.Count}\n"));
            foreach (var image in item.Images)
                hash.AppendData(MemoryMarshal.AsBytes(image.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }
}
