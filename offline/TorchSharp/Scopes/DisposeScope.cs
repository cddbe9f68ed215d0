namespace TorchSharp;

/// <summary>Disposes the tensors that were made while it was the thread's innermost scope. Belongs to one thread.</summary>
public sealed class DisposeScope : IDisposable
{
    // A tensor knows its place in here, so that leaving costs no search: the last one takes the place.
    private List<torch.Tensor> tensors = [];
    private DisposeScopeManager? manager;

    internal DisposeScope(DisposeScopeManager manager)
    {
        this.manager = manager;
        OuterScope = manager.CurrentDisposeScope;
    }

    internal DisposeScope? OuterScope { get; set; }

    public IReadOnlyList<IDisposable> DisposablesView
    {
        get
        {
            ThrowIfDisposed();
            return tensors.ToArray();
        }
    }

    public int DisposablesCount
    {
        get
        {
            ThrowIfDisposed();
            return tensors.Count;
        }
    }

    public T MoveToOuter<T>(T disposable) where T : IDisposable
    {
        MoveToOther(OuterScope, [disposable]);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        MoveToOther(OuterScope, [first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        MoveToOther(OuterScope, [first, second, third]);
        return (first, second, third);
    }

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(OuterScope, disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(OuterScope, disposables);

    private void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        ThrowIfDisposed();
        foreach (var disposable in disposables)
        {
            if (!Contains(disposable)) continue;
            var tensor = (torch.Tensor)disposable;
            Remove(tensor);
            if (scope is null) manager!.StatisticsInstance.TensorStatistics.DetachedFromScopeCount++;
            else scope.Add(tensor);
        }
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        MoveToOther(null, [disposable]);
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        MoveToOther(null, [first, second]);
        return (first, second);
    }

    public void Detach(params IDisposable[] disposables) => MoveToOther(null, disposables);

    public void Detach(IEnumerable<IDisposable> disposables) => MoveToOther(null, disposables);

    public void DisposeEverything() => DisposeEverythingBut(Enumerable.Empty<IDisposable>());

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        ThrowIfDisposed();
        var keep = inKeep.Where(Contains).Cast<torch.Tensor>().ToHashSet(ReferenceEqualityComparer.Instance);
        var old = tensors;
        tensors = [];
        foreach (var tensor in old)
        {
            if (keep.Contains(tensor)) Add(tensor);
            else tensor.DisposeWithScope();
        }
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public void MarkAsDisposed(IDisposable disposable)
    {
        ThrowIfDisposed();
        if (Contains(disposable)) Remove((torch.Tensor)disposable);
    }

    public bool Contains(IDisposable disposable) =>
        disposable is torch.Tensor tensor && ReferenceEquals(tensor.OwningDisposeScope, this);

    public void Dispose()
    {
        if (manager is null) return;
        foreach (var tensor in tensors) tensor.DisposeWithScope();
        tensors = [];
        manager.RemoveDisposeScope(this);
        manager = null;
    }

    internal void Add(torch.Tensor tensor)
    {
        tensor.OwningDisposeScope = this;
        tensor.ScopeSlot = tensors.Count;
        tensors.Add(tensor);
    }

    internal void Remove(torch.Tensor tensor)
    {
        int slot = tensor.ScopeSlot, last = tensors.Count - 1;
        var moved = tensors[last];
        tensors[slot] = moved;
        moved.ScopeSlot = slot;
        tensors.RemoveAt(last);
        tensor.OwningDisposeScope = null;
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(manager is null, this);
}
