using Vhe.Networks.Data;
using Vhe.Networks.Layers;

namespace Vhe.Networks.Models;

/// <summary>A latent variable of a Variational Homoencoder: who shares it, how it is inferred, and what it is a priori.</summary>
internal sealed class LatentVariable : Network
{
    /// <summary>Creates a latent variable.</summary>
    public LatentVariable(string symbol, Grouping grouping, Encoder encoder, Prior prior)
        : base(symbol)
    {
        Symbol = symbol;
        Grouping = grouping;
        Encoder = encoder;
        Prior = prior;
        register_module("encoder", encoder);
        register_module("prior", prior);
    }

    /// <summary>The paper's symbol.</summary>
    public string Symbol { get; }

    /// <summary>Which elements share one value.</summary>
    public Grouping Grouping { get; }

    /// <summary>q(latent; D, parents).</summary>
    public Encoder Encoder { get; }

    /// <summary>p(latent | parents).</summary>
    public Prior Prior { get; }

    /// <summary>Whether its posterior or its prior depends on the latent variables before it.</summary>
    public bool ReadsParents => Encoder.ReadsParents || Prior.ReadsParents;
}
