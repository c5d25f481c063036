using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace SdlPortal.Web.Cli;

/// <summary>Options that take one number between two others; another one is said with the limits.</summary>
internal static class NumberOptions
{
    public static Option<T> Whole<T>(string name, string description, T without, long low, long high) => Of(name, description, without, text =>
        long.TryParse(text, low < 0 ? NumberStyles.AllowLeadingSign : NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high ? number : null,
        string.Create(CultureInfo.InvariantCulture, $"give a whole number between {low} and {high}"));

    public static Option<double?> Any(string name, string description, double low, double high) => Of<double?>(name, description, null, text =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high ? number : null,
        string.Create(CultureInfo.InvariantCulture, $"give a number between {low} and {high}"));

    private static Option<T> Of<T>(string name, string description, T without, Func<string, IConvertible?> read, string remedy) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => without,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (read(text) is { } number)
                return (T)Convert.ChangeType(number, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), CultureInfo.InvariantCulture);
            result.AddError($"{name} {text} is not possible: {remedy}.");
            return without;
        },
    };
}
