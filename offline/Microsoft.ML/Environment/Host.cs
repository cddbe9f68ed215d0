using System.Diagnostics;

namespace Microsoft.ML.Runtime;

// The one implementation of the environment: a tree of named hosts below an MLContext.
internal sealed class Host : IHost
{
    private readonly Action<string, ChannelMessage> _listener;

    public Host(string name, Random rand, ComponentCatalog catalog, Action<string, ChannelMessage> listener)
    {
        Name = name;
        Rand = rand;
        ComponentCatalog = catalog;
        _listener = listener;
    }

    public string Name { get; }
    public Random Rand { get; }
    public ComponentCatalog ComponentCatalog { get; }
    public string ContextDescription => Name;

    public IHost Register(string name, int? seed = null, bool? verbose = null)
    {
        Contracts.CheckNonEmpty(name, nameof(name));
        lock (Rand)
            return new Host(Below(name), new Random(seed ?? Rand.Next()), ComponentCatalog, _listener);
    }

    public IChannel Start(string name) => new Channel(this, Below(name));
    public IProgressChannel StartProgressChannel(string name) => new ProgressChannel();

    public IPipe<TMessage> StartPipe<TMessage>(string name)
        => typeof(TMessage) == typeof(ChannelMessage)
            ? (IPipe<TMessage>)(object)Start(name) : throw new NotSupportedException($"No pipe carries {typeof(TMessage)}.");

    public TException Process<TException>(TException ex)
        where TException : Exception
    {
        if (ex is not null)
            ex.Data["Throwing component"] = Name;
        return ex;
    }

    private string Below(string name) => string.IsNullOrEmpty(Name) ? name : $"{Name}; {name}";

    private sealed class Channel : IChannel
    {
        private readonly Host _host;
        private readonly string _name;
        private readonly Stopwatch _watch = Stopwatch.StartNew();

        public Channel(Host host, string name)
        {
            _host = host;
            _name = name;
            Trace(MessageSensitivity.None, "Channel started");
        }

        public string ContextDescription => _name;
        public TException Process<TException>(TException ex) where TException : Exception => _host.Process(ex);
        public void Send(ChannelMessage msg) => _host._listener(_name, msg);

        public void Trace(MessageSensitivity s, string fmt) => Send(new(ChannelMessageKind.Trace, s, fmt));

        public void Trace(MessageSensitivity s, string fmt, params object[] args)
            => Send(new(ChannelMessageKind.Trace, s, fmt, args));
        public void Error(MessageSensitivity s, string fmt) => Send(new(ChannelMessageKind.Error, s, fmt));

        public void Error(MessageSensitivity s, string fmt, params object[] args)
            => Send(new(ChannelMessageKind.Error, s, fmt, args));
        public void Warning(MessageSensitivity s, string fmt) => Send(new(ChannelMessageKind.Warning, s, fmt));

        public void Warning(MessageSensitivity s, string fmt, params object[] args)
            => Send(new(ChannelMessageKind.Warning, s, fmt, args));

        public void Info(MessageSensitivity s, string fmt) => Send(new(ChannelMessageKind.Info, s, fmt));

        public void Info(MessageSensitivity s, string fmt, params object[] args)
            => Send(new(ChannelMessageKind.Info, s, fmt, args));

        public void Dispose()
        {
            Trace(MessageSensitivity.None, "Channel finished. Elapsed {0:c}.", _watch.Elapsed);
            Trace(MessageSensitivity.None, "Channel disposed");
        }
    }
}
