using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A table of vectors, read by number.</summary>
public sealed class Embedding : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))] private Parameter _weight;
    private readonly long padding;

    internal Embedding(long num_embeddings, long embedding_dims, long? padding_idx, ScalarType? dtype) : base(nameof(Embedding))
    {
        padding = padding_idx ?? -1;
        _weight = weight = new Parameter(empty(num_embeddings, embedding_dims, dtype));
        nn.init.normal_(weight).Dispose();
        if (padding_idx is not long row) return;
        using var mode = no_grad();
        using var vector = weight[row];
        vector.zero_().Dispose();
    }

    public Parameter weight
    {
        get => _weight;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            ConditionallyRegisterParameter(nameof(weight), _weight = value);
        }
    }

    public override Tensor forward(Tensor input) => Dispatcher.Call("embedding"u8, weight, input, padding);
}
