using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Domain.Simulation.Line;

/// <summary>The JSON form of a lab model, described in docs/lab-file.md. What is missing is as expected; what is there is read exactly, with all problems at once.</summary>
public static class LabFile
{
    private const int MostSlots = 1000;
    private static readonly string[] Shapes = ["fixed", "normal", "lognormal", "recorded"];

    /// <exception cref="DefinitionException">With everything that is wrong.</exception>
    public static LabModel Read(string json)
    {
        var (lab, problems) = JsonFields.Read(json, fields =>
        {
            var stations = fields.List("stations", Station);
            if (stations.Count == 0)
                fields.Note("stations", "The lab has no station.", "List at least one, with its kind.");
            for (var i = 0; i < stations.Count; i++)
            {
                if (stations.Take(i).Any(s => s.Station.Id == stations[i].Station.Id))
                    fields.Note($"stations[{i}].id", $"There are two stations with the id '{stations[i].Station.Id}'.", "Give each its own; without an id a station is called after its kind.");
            }

            fields.RefuseUnknown();
            return new LabModel([.. stations]);
        });
        return problems.Count == 0 ? lab! : throw new DefinitionException(problems);
    }

    private static StationModel Station(JsonFields fields)
    {
        var kind = ProblemList.Blank(fields.Text("kind"));
        if (kind is null)
            fields.Note("kind", "The station has no kind.", "Name it as the workflow does, such as hotplate.");
        var id = ProblemList.Blank(fields.Text("id")) ?? kind ?? "";
        var capacity = fields.SmallWhole("capacity") ?? 1;
        if (capacity is < 1 or > MostSlots)
            fields.Note("capacity", $"A capacity of {capacity} is not possible.", $"Give the number of samples it works on at once, 1 to {MostSlots}.");
        return new StationModel(new StationDescription(id, kind ?? "", ProblemList.Blank(fields.Text("name")) ?? id, Math.Clamp(capacity, 1, MostSlots), 1, Simulated: true))
        {
            Durations = fields.Object("durations", Durations) ?? DurationModel.AsExpected,
            CleaningSeconds = NotNegative(fields, "cleaningSeconds", "A cleaning time") ?? 0,
            FailureShare = Share(fields, "failureShare") ?? 0,
            Breakdowns = fields.Object("breakdowns", Breakdowns),
        };
    }

    private static DurationModel Durations(JsonFields fields)
    {
        var shape = ProblemList.Blank(fields.Text("shape"));
        var index = Array.IndexOf(Shapes, shape);
        if (index < 0)
            fields.Note("shape", shape is null ? "The shape of the durations is missing." : $"There is no shape '{shape}'.", $"Choose among: {string.Join(", ", Shapes)}.");
        var (spread, ratios) = (NotNegative(fields, "spread", "A spread"), fields.Numbers("ratios"));
        if (index is 1 or 2 && spread is null)
            fields.Note("spread", "The spread is missing.", "Give the standard deviation of the durations over their mean, such as 0.1.");
        if (index == 1 && spread > 0.5)
            fields.Note("spread", FormattableString.Invariant($"A spread of {spread} is too wide for normal durations: some would be negative."), "Give at most 0.5, or the shape lognormal.");
        if (index == 3 && ratios.Count == 0)
            fields.Note("ratios", "There are no recorded ratios.", "List durations that were measured over those that were expected, such as [0.98, 1.02, 1.4].");
        if (ratios.Exists(r => r <= 0))
            fields.Note("ratios", "A ratio is not above 0.", "List durations that were measured over those that were expected.");
        return new DurationModel((DurationShape)Math.Max(index, 0), spread ?? 0, [.. ratios]);
    }

    private static Breakdowns Breakdowns(JsonFields fields) => new(Hours(fields, "meanHoursBetween", "The mean time between breakdowns"), Hours(fields, "meanRepairHours", "The mean time of a repair"));

    private static double Hours(JsonFields fields, string name, string what)
    {
        if (fields.Number(name) is not { } hours)
        {
            fields.Note(name, $"{what} is missing.", "Give it in lab hours.");
            return 1;
        }

        if (hours <= 0)
            fields.Note(name, FormattableString.Invariant($"{what} is {hours} h."), "Give lab hours above 0.");
        return hours;
    }

    private static double? NotNegative(JsonFields fields, string name, string what)
    {
        var value = fields.Number(name);
        if (value < 0)
            fields.Note(name, FormattableString.Invariant($"{what} of {value} is not possible."), "Give 0 or more.");
        return value;
    }

    private static double? Share(JsonFields fields, string name)
    {
        var value = fields.Number(name);
        if (value is < 0 or >= 1)
            fields.Note(name, FormattableString.Invariant($"A share of {value} is not possible."), "Give the part of the stages that fail, from 0 to below 1, such as 0.02.");
        return value;
    }
}
