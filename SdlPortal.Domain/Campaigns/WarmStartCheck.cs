using System.Globalization;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Campaigns;

/// <summary>The warm start's part of <see cref="DraftCheck"/>: whether points, regions and donors are of the campaign's own space.</summary>
internal static class WarmStartCheck
{
    public const int MostDonorRuns = 2000;
    private const int MostRegions = 10;

    /// <param name="space">Null when the space has problems of its own; what depends on it is then not looked at.</param>
    public static WarmStart? Build(CampaignDraft draft, SearchSpace? space, ProblemList found)
    {
        if (draft.WarmStart is not { } start)
            return null;
        var before = found.Items.Count;
        if (ProblemList.Blank(start.Recommendation) is { } file)
        {
            found.Add("warmStart.recommendation", $"The recommendation '{file}' is a file that was not read.", "The command line reads it beside the campaign file; on the designer page import the recommendation's own file.");
            return null;
        }

        var origin = Origin(start.Origin, found);
        var points = Points(start, space, found);
        var regions = Regions(start, space, found);
        var donors = Donors(start, space, found);
        if (start.InitialPoints.Count + start.Regions.Count + start.Donors.Count == 0)
            found.Add("warmStart", "The warm start holds nothing.", "Take over initial points, regions or donors, or remove it.");
        if (origin?.Purpose != WarmStartPurpose.Validate && start.Regions.Count + start.Donors.Count > 0 && draft.Objectives.Count(o => o.Goal != "measure") > 1)
            found.Add("warmStart", "Regions and donors speak about one objective, but the campaign seeks several.", "Keep one objective and only measure the others, or take over initial points alone.");
        if (origin?.Purpose == WarmStartPurpose.Validate && draft.BudgetExperiments is { } budget && budget < start.InitialPoints.Count)
            found.Add("budget.experiments", $"The budget of {budget} experiments ends before the {start.InitialPoints.Count} points that try the recommendation.", $"Give {start.InitialPoints.Count}.");
        if (found.Items.Count > before || space is null)
            return null;
        return new WarmStart { Origin = origin!, InitialPoints = points, Regions = regions, Donors = donors };
    }

    private static WarmStartOrigin? Origin(WarmStartOriginDraft? origin, ProblemList found)
    {
        const string path = "warmStart.origin";
        var title = found.Text($"{path}.title", origin?.Title, "The warm start does not say where it comes from.", "Name the recommendation or the file.", 300);
        var purpose = found.Word($"{path}.purpose", ProblemList.Blank(origin?.Purpose) ?? "follow", ["follow", "validate"]);
        Guid? recommendation = null;
        if (ProblemList.Blank(origin?.Recommendation) is { } text)
        {
            if (Guid.TryParse(text, out var id))
                recommendation = id;
            else
                found.Add($"{path}.recommendation", $"'{text}' is not the id of a recommendation.", "Copy it from the address of the recommendation's page, or remove it.");
        }

        if (origin?.Version is { } version)
            found.Whole($"{path}.version", version, 1, int.MaxValue, "The recommendation's version", "The first version is 1.");
        if (purpose == "validate" && recommendation is null)
            found.Add($"{path}.recommendation", "A campaign that validates has to name its recommendation.", "Prepare it from the recommendation's page, or make the purpose 'follow'.");
        return title is null || purpose is null ? null : new WarmStartOrigin(title, purpose == "validate" ? WarmStartPurpose.Validate : WarmStartPurpose.Follow, recommendation, origin!.Version);
    }

    private static EquatableList<Configuration> Points(WarmStartDraft start, SearchSpace? space, ProblemList found)
    {
        if (start.InitialPoints.Count > DraftCheck.MostExperiments)
            found.Add("warmStart.initialPoints", $"There are {start.InitialPoints.Count} initial points.", $"Keep at most {DraftCheck.MostExperiments}.");
        var points = new List<Configuration>();
        for (var i = 0; i < start.InitialPoints.Count && space is not null; i++)
        {
            var point = start.InitialPoints[i];
            if (space.Objections(point) is { Count: > 0 } objections)
                found.Add($"warmStart.initialPoints[{i}]", $"Point {i + 1} does not belong to the campaign's space: {string.Join("; ", objections)}.", "Correct the point or remove it, or widen the bounds.");
            else
                points.Add(InOrder(space, point));
        }

        return points.ToEquatableList();
    }

    private static EquatableList<PriorRegion> Regions(WarmStartDraft start, SearchSpace? space, ProblemList found)
    {
        const string path = "warmStart.regions";
        if (start.Regions.Count > MostRegions)
            found.Add(path, $"There are {start.Regions.Count} regions.", $"Keep the {MostRegions} that are most likely to hold the best.");
        var regions = new List<PriorRegion>();
        for (var i = 0; i < start.Regions.Count; i++)
        {
            var (item, own, before) = (start.Regions[i], $"{path}[{i}]", found.Items.Count);
            if (found.Number($"{own}.probability", item.Probability, "The region's probability", "Say how likely the best lies in it, such as 0.6.") is { } probability && !(probability > 0 && probability < 1))
                found.Add($"{own}.probability", $"A probability of {probability:R} is not possible.", "Give a number above 0 and below 1: a region may turn out wrong.");
            if (item.Sides.Count == 0)
                found.Add($"{own}.sides", "The region has no sides, so it is the whole space.", "Name at least one parameter, or remove the region.");
            var sides = item.Sides.Select((_, k) => space is null ? null : Side(item, k, $"{own}.sides[{k}]", space, found)).ToList();
            if (found.Items.Count > before || space is null)
                continue;
            var region = new PriorRegion(sides.Select(s => s!).ToEquatableList(), item.Probability!.Value);
            if (HasRoom(space, region))
                regions.Add(region);
            else
                found.Add(own, $"No configuration of region {i + 1} keeps the campaign's constraints.", "Remove the region, or change the constraints or the bounds.");
        }

        var sum = start.Regions.Sum(r => r.Probability is > 0 and < 1 and var p ? p : 0);
        if (start.Regions.Count > 1 && sum >= 1)
            found.Add(path, string.Create(CultureInfo.InvariantCulture, $"The probabilities of the regions add up to {sum:G4}."), "Keep the sum below 1: what is left is spread over the whole space, in case all of them are wrong.");
        return regions.ToEquatableList();
    }

    private static PriorSide? Side(PriorRegionDraft region, int index, string path, SearchSpace space, ProblemList found)
    {
        var (draft, before) = (region.Sides[index], found.Items.Count);
        var name = ProblemList.Blank(draft.Parameter);
        if (name is null || space.Parameters.FirstOrDefault(p => p.Name == name) is not { } parameter)
        {
            var names = space.Parameters.Select(p => p.Name).ToList();
            found.Add($"{path}.parameter", name is null ? "The side names no parameter." : $"'{name}' is not a parameter of this campaign.", $"{(name is null ? "" : NearestWord.Asked(name, names))}Choose one of: {string.Join(", ", names)}.");
            return null;
        }

        if (region.Sides.Take(index).Any(s => ProblemList.Blank(s.Parameter) == name))
            found.Add($"{path}.parameter", $"The region names '{name}' twice.", "Keep one side for each parameter.");
        var side = new PriorSide(name, draft.Low, draft.High, draft.Choices.ToEquatableList());
        if (parameter is CategoricalParameter categories)
            CheckChoices(side, categories, path, found);
        else
            CheckEnds(side, parameter, path, found);
        return found.Items.Count > before ? null : side;
    }

    private static void CheckChoices(PriorSide side, CategoricalParameter parameter, string path, ProblemList found)
    {
        if (side.Low is not null || side.High is not null)
            found.Add(path, $"'{parameter.Name}' has choices, not numbers.", $"Name some of: {string.Join(", ", parameter.Choices)}.");
        else if (side.Choices.Count == 0)
            found.Add($"{path}.choices", "The side names no choices.", $"Name some of: {string.Join(", ", parameter.Choices)}.");
        for (var i = 0; i < side.Choices.Count; i++)
        {
            if (!parameter.Choices.Contains(side.Choices[i]))
                found.Add($"{path}.choices[{i}]", $"'{side.Choices[i]}' is not a choice of '{parameter.Name}'.", $"{NearestWord.Asked(side.Choices[i], parameter.Choices)}Name some of: {string.Join(", ", parameter.Choices)}.");
        }
    }

    private static void CheckEnds(PriorSide side, Parameter parameter, string path, ProblemList found)
    {
        var low = side.Low is null ? null : found.Number($"{path}.low", side.Low, "The lower end", "Leave it away where that end is open.");
        var high = side.High is null ? null : found.Number($"{path}.high", side.High, "The upper end", "Leave it away where that end is open.");
        if (side.Choices.Count > 0)
            found.Add($"{path}.choices", $"'{parameter.Name}' is a number and has no choices.", "Give the side's ends as low and high.");
        else if (side.Low is null && side.High is null)
            found.Add(path, $"The side says nothing about '{parameter.Name}'.", "Give low, high or both, or remove the side.");
        else if (low > high)
            found.Add($"{path}.low", string.Create(CultureInfo.InvariantCulture, $"The lower end {low:R} is above the upper end {high:R}."), "Swap the two or correct one of them.");
        else if ((low ?? high) is not null && NarrowedSpace.Narrow(parameter, side) is null)
            found.Add(path, $"{Ends(side, parameter)} lies outside the campaign's space: {parameter.Name} is {SearchSpace.Allowed(parameter)}.", "Check the unit; correct the side, or widen the bounds.");
    }

    private static string Ends(PriorSide side, Parameter parameter) => string.Create(CultureInfo.InvariantCulture,
        $"{parameter.Name} {(side.Low is null ? $"up to {side.High:R}" : side.High is null ? $"from {side.Low:R}" : $"{side.Low:R} to {side.High:R}")}{(string.IsNullOrEmpty(parameter.Unit) ? "" : " " + parameter.Unit)}");

    private static bool HasRoom(SearchSpace space, PriorRegion region)
    {
        if (space.Constraints.Count == 0)
            return true;
        try
        {
            new FeasibleRegion(NarrowedSpace.Of(space, region)!).Check();
            return true;
        }
        catch (InfeasibleSpaceException)
        {
            return false;
        }
    }

    private static EquatableList<Donor> Donors(WarmStartDraft start, SearchSpace? space, ProblemList found)
    {
        const string path = "warmStart.donors";
        var runs = start.Donors.Sum(d => d.Runs.Count);
        if (runs > MostDonorRuns)
            found.Add(path, string.Create(CultureInfo.InvariantCulture, $"The donors have {runs} runs together."), string.Create(CultureInfo.InvariantCulture, $"Keep at most {MostDonorRuns}: thin out each donor."));
        var donors = new List<Donor>();
        for (var i = 0; i < start.Donors.Count; i++)
        {
            var (item, own) = (start.Donors[i], $"{path}[{i}]");
            var task = found.Text($"{own}.task", item.Task, "The donor has no name.", "Name the task that its runs are of.", 300);
            if (task is not null && start.Donors.Take(i).Any(d => ProblemList.Blank(d.Task) == task))
                found.Add($"{own}.task", $"There are two donors named '{task}'.", "Put their runs together.");
            var weight = found.Number($"{own}.weight", item.Weight, "The donor's weight", "1 counts it like any other.");
            if (weight < 0)
                found.Add($"{own}.weight", string.Create(CultureInfo.InvariantCulture, $"A weight of {weight:R} is not possible."), "Give 0 or more.");
            if (item.Runs.Count == 0)
                found.Add($"{own}.runs", "The donor has no runs.", "Remove it.");
            var taken = Runs(item, own, space, found);
            if (task is not null && weight is not null)
                donors.Add(new Donor(task, weight.Value, taken));
        }

        if (start.Donors.Count > 0 && start.Donors.TrueForAll(d => d.Weight == 0))
            found.Add(path, "Every donor has the weight 0.", "Give at least one a weight above 0, or leave the donors out.");
        return donors.ToEquatableList();
    }

    /// <summary>What does not fit is counted, not listed one by one.</summary>
    private static EquatableList<DonorRun> Runs(DonorDraft donor, string path, SearchSpace? space, ProblemList found)
    {
        var runs = new List<DonorRun>();
        var (strangers, first) = (0, "");
        for (var k = 0; k < donor.Runs.Count; k++)
        {
            var run = donor.Runs[k];
            var value = found.Number($"{path}.runs[{k}].value", run.Value, "The run's value", "Give its outcome, turned so that larger is better.");
            if (run.Configuration is not { } configuration)
                found.Add($"{path}.runs[{k}].configuration", "The run has no configuration.", "Give a value for every parameter.");
            else if (space is not null && Objection(space, configuration) is { } objection)
                first = strangers++ == 0 ? $"run {k + 1}: {objection}" : first;
            else if (space is not null && value is not null)
                runs.Add(new DonorRun(InOrder(space, configuration), value.Value));
        }

        if (strangers > 0)
            found.Add($"{path}.runs", string.Create(CultureInfo.InvariantCulture, $"{strangers} of {donor.Runs.Count} runs of '{donor.Task}' do not fit the campaign's parameters; the first is {first}."), "Leave these runs out, or widen the bounds.");
        return runs.ToEquatableList();
    }

    /// <summary>Donors may break the campaign's constraints and lie between its levels, which are those of the lab at hand; but every value has to lie within its parameter's bounds or choices.</summary>
    private static string? Objection(SearchSpace space, Configuration configuration)
    {
        foreach (var parameter in space.Parameters)
        {
            if (!configuration.TryGet(parameter.Name, out var value))
                return $"{parameter.Name} has no value";
            if (!NarrowedSpace.IsWithin(parameter, value))
                return $"{parameter.Name} = {value} is not {SearchSpace.Allowed(parameter)}";
        }

        var stranger = configuration.Select(v => v.Key).FirstOrDefault(name => space.Parameters.All(p => p.Name != name));
        return stranger is null ? null : $"{stranger} is not a parameter of this space";
    }

    private static Configuration InOrder(SearchSpace space, Configuration configuration) => new(space.Parameters.Select(p => KeyValuePair.Create(p.Name, configuration[p.Name])));
}
