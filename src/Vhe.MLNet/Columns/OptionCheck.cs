namespace Vhe.MLNet.Columns;

/// <summary>Checks the values of options.</summary>
internal static class OptionCheck
{
    /// <summary>Refuses a number outside its range, or NaN.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="minimum">The least that is allowed.</param>
    /// <param name="maximum">The most that is allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The number is outside; the message names the option and the range.
    /// </exception>
    public static void Range(string name, double value, double minimum, double maximum)
    {
        if (!(value >= minimum && value <= maximum))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {minimum} to {maximum}.");
        }
    }

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
