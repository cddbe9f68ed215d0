using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Conversions of a module's parameters and buffers, in place: parameters become new objects.</summary>
public static class ModuleExtensionMethods
{
    public static T to<T>(this T module, ScalarType type) where T : nn.Module =>
        (T)module._to(type);

    public static T to<T>(this T module, Device device, ScalarType type) where T : nn.Module =>
        (T)module._to(device, type);

    public static T to<T>(this T module, Device device) where T : nn.Module =>
        (T)module._to(device.type, device.index);

    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1)
        where T : nn.Module => (T)module._to(deviceType, deviceIndex);

    public static T to<T>(this T module, string device) where T : nn.Module =>
        module.to(new Device(device));

    public static T cpu<T>(this T module) where T : nn.Module => module.to(DeviceType.CPU, -1);

    public static T cuda<T>(this T module, int deviceIndex = -1) where T : nn.Module =>
        module.to(DeviceType.CUDA, deviceIndex);
}
