namespace Vhe.MLNet.Columns;

/// <summary>Checks the values of options.</summary>
internal static class OptionCheck
{
    /// <summary>Refuses a value that an enumeration does not define.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined; the message names the option.</exception>
    public static void Defined<T>(string name, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is not one of the values of {typeof(T).Name}.");
        }
    }
}
