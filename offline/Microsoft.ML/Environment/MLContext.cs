using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed class MLContext : IHostEnvironment
{
    private readonly Host _host;

    public MLContext(int? seed = null)
    {
        Seed = seed;
        _host = new Host("", seed is null ? new Random() : new Random(seed.Value), new ComponentCatalog(), Dispatch);
        Transforms = new TransformsCatalog(this);
        Model = new ModelOperationsCatalog(this);
        Data = new DataOperationsCatalog(this);
        MulticlassClassification = new MulticlassClassificationCatalog(this);
    }

    public event EventHandler<LoggingEventArgs> Log;

    public TransformsCatalog Transforms { get; }
    public ModelOperationsCatalog Model { get; }
    public DataOperationsCatalog Data { get; }
    public MulticlassClassificationCatalog MulticlassClassification { get; }
    public ComponentCatalog ComponentCatalog => _host.ComponentCatalog;
    public int? GpuDeviceId { get; set; }
    public bool FallbackToCpu { get; set; }
    public string TempFilePath { get; set; } = Path.GetTempPath();

    internal int? Seed { get; }

    string IExceptionContext.ContextDescription => _host.ContextDescription;
    TException IExceptionContext.Process<TException>(TException ex) => _host.Process(ex);
    IHost IHostEnvironment.Register(string name, int? seed, bool? verbose) => _host.Register(name, seed, verbose);
    IChannel IChannelProvider.Start(string name) => _host.Start(name);
    IPipe<TMessage> IChannelProvider.StartPipe<TMessage>(string name) => _host.StartPipe<TMessage>(name);
    IProgressChannel IProgressChannelProvider.StartProgressChannel(string name) => _host.StartProgressChannel(name);

    private void Dispatch(string source, ChannelMessage message)
        => Log?.Invoke(this, new LoggingEventArgs(message.Message, message.Kind, source));
}
