using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation.Advising;

namespace SdlPortal.Web.Cli;

/// <summary>What `advise` prints and writes, described in docs/advise.md.</summary>
internal static class AdviseOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new EquatableListConverterFactory() },
    };

    public static string Json(Advice advice) => JsonSerializer.Serialize(advice, Options) + "\n";

    public static IEnumerable<string> Lines(Advice advice)
    {
        yield return advice.Sentence;
        yield return advice.Sureness switch
        {
            AdviceSureness.Clear => "Sure: better than every other choice beyond chance.",
            AdviceSureness.Close => "Close: other choices do about as well; of those with most experiments this one has fewest in flight.",
            _ => "Unreliable: what this rests on is too poor; the remarks say why.",
        };
        yield return "";
        string[] heading = ["in flight", "strategy", "reached", "95 % interval", "best with", "cost of delay", "pending", "experiments", "hours", "per hour", "repetitions"];
        var rows = advice.Choices.Select(c => Cells(c, c == advice.Recommended)).Prepend(heading).ToList();
        var widths = Enumerable.Range(0, heading.Length).Select(i => rows.Max(r => r[i].Length)).ToArray();
        foreach (var row in rows)
            yield return string.Join("  ", row.Select((cell, i) => i == 1 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])));
        yield return "";
        foreach (var remark in advice.Remarks)
            yield return $"- {remark}";
    }

    private static string[] Cells(AdviceChoice choice, bool isRecommended) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{(isRecommended ? "> " : "")}{choice.InFlight}"),
        choice.Strategy,
        Percent(choice.AtEnd.Mean),
        $"{Percent(choice.AtEnd.Low)} to {Percent(choice.AtEnd.High)}",
        Percent(choice.ProbabilityBest),
        Percent(choice.CostOfDelay.Mean),
        Number(choice.MeanPending),
        choice.Results.ToString("0", CultureInfo.InvariantCulture),
        Number(choice.MakespanHours),
        Number(choice.ThroughputPerHour),
        choice.Repetitions.ToString(CultureInfo.InvariantCulture),
    ];

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
