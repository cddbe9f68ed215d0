namespace Vhe.Networks;

/// <summary>Checks the values of options.</summary>
internal static class OptionRange
{
    /// <summary>Refuses a number outside its range, or NaN.</summary>
    public static void Check(string name, double value, double minimum, double maximum = double.PositiveInfinity)
    {
        if (!(value >= minimum && value <= maximum))
        {
            var range = double.IsPositiveInfinity(maximum) ? $"{minimum} or more" : $"{minimum} to {maximum}";
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}, not {value}.");
        }
    }

    /// <summary>Refuses what is not more than 0, and NaN.</summary>
    public static void CheckPositive(string name, double value)
    {
        if (!(value > 0))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be positive, not {value}.");
    }

    /// <summary>Refuses what is not above 0 and below 1, and NaN.</summary>
    public static void CheckFraction(string name, double value)
    {
        if (!(value > 0 && value < 1))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0 and below 1, not {value}.");
    }

    /// <summary>Refuses a value that an enumeration does not define.</summary>
    public static void CheckDefined<T>(string name, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
            throw new ArgumentOutOfRangeException(name, value, $"{name} is not one of the values of {typeof(T).Name}.");
    }
}
