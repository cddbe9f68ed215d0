using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>State by parameter, and its way to and from a dictionary.</summary>
public abstract class OptimizerHelper : Optimizer
{
    private protected Dictionary<nint, OptimizerState> States { get; } = [];

    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            dictionary.Options.Add(group.Options);
            var places = new List<int>();
            dictionary.StateIndexRef.Add(places);
            foreach (var parameter in group.Parameters)
            {
                places.Add(dictionary.State.Count);
                dictionary.State.Add(States[parameter.Handle]);
            }
        }
        return dictionary;
    }

    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        if (state_dict.Options.Count != own.Options.Count)
            throw new ArgumentException("Invalid optimizer state -- different number of parameter groups.");
        if (state_dict.State.Count != own.State.Count)
            throw new ArgumentException("Invalid optimizer state -- different number of states.");
        foreach (var (mine, theirs) in own.Options.Zip(state_dict.Options))
        {
            if (!ReferenceEquals(mine, theirs)) mine.LoadStateDict(theirs);
        }
        foreach (var (mine, theirs) in own.State.Zip(state_dict.State))
        {
            if (!ReferenceEquals(mine, theirs)) mine.LoadStateDict(theirs);
        }
    }

    private protected Tensor? Step<TGroup>(Action<TGroup> update, Func<Tensor>? closure) where TGroup : ParamGroup
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using var gradients = enable_grad();
            loss = closure();
        }
        using var mode = no_grad();
        using var scope = NewDisposeScope();
        foreach (var group in _parameter_groups) update((TGroup)group);
        return loss;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        foreach (var state in States.Values) (state as IDisposable)?.Dispose();
        States.Clear();
    }
}
