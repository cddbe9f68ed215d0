using Microsoft.ML.Transforms.Image;

namespace Vhe.MLNet.Images;

/// <summary>
/// Marks a member of a row class as an image of unknown size, which is what ML.NET's <c>LoadImages</c> gives; its own
/// <see cref="ImageTypeAttribute"/> can only name a known one.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AnyImageAttribute : DataViewTypeAttribute
{
    /// <inheritdoc/>
    public override bool Equals(DataViewTypeAttribute? other) => other is AnyImageAttribute;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AnyImageAttribute;

    /// <inheritdoc/>
    public override int GetHashCode() => typeof(AnyImageAttribute).GetHashCode();

    /// <inheritdoc/>
    public override void Register() => DataViewTypeManager.Register(new ImageDataViewType(), typeof(MLImage), this);
}
