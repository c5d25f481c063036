using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Workflows;

/// <summary>One step of the workflow: what is done, on which kind of station, and how long it is expected to take in lab seconds.</summary>
/// <param name="Measures">The objectives this stage reports; empty means none, except that a workflow without any measuring stage measures everything in its last one.</param>
/// <param name="MaxWaitSeconds">The sample must start this stage within so many lab seconds after the previous one ended, or it is spoiled; null: it may wait as long as it has to.</param>
public sealed record Stage(string Name, string StationKind, double Seconds, EquatableList<string> Measures = default, double? MaxWaitSeconds = null);

/// <summary>How a sample travels between stations: a shared robot that takes some lab seconds for each move.</summary>
public sealed record Transfer(string StationKind, double Seconds);

/// <summary>The ordered stages that every experiment goes through, with the robot that moves samples between them (null: stations hand over directly).</summary>
public sealed record Workflow(EquatableList<Stage> Stages, Transfer? Transfer = null)
{
    /// <summary>What really happens to one sample, in order: the stages, and a move between two stages on different kinds of station.</summary>
    public EquatableList<Step> Route => route ??= BuildRoute();

    private EquatableList<Step>? route;

    /// <summary>Where the route comes back to a kind of station.</summary>
    internal IReadOnlyList<RouteLoop> Loops => loops ??= RouteLoop.Find(Route);

    private IReadOnlyList<RouteLoop>? loops;

    /// <summary>Lab seconds that one experiment takes when it never waits.</summary>
    public double SerialSeconds => Route.Sum(s => s.Seconds);

    public bool Equals(Workflow? other) => other is not null && Stages == other.Stages && Transfer == other.Transfer;

    public override int GetHashCode() => HashCode.Combine(Stages, Transfer);

    /// <summary>The stage that follows a step of the route; null after the last.</summary>
    internal Step? StageAfter(int step)
    {
        var next = step + 1 < Route.Count && Route[step + 1].Kind == StepKind.Transfer ? step + 2 : step + 1;
        return next < Route.Count ? Route[next] : null;
    }

    private EquatableList<Step> BuildRoute()
    {
        var steps = new List<Step>();
        for (var i = 0; i < Stages.Count; i++)
        {
            var stage = Stages[i];
            if (Transfer is not null && i > 0 && Stages[i - 1].StationKind != stage.StationKind)
                steps.Add(new Step(steps.Count, $"to {stage.Name}", StepKind.Transfer, Transfer.StationKind, Transfer.Seconds, []));
            steps.Add(new Step(steps.Count, stage.Name, StepKind.Stage, stage.StationKind, stage.Seconds, stage.Measures, stage.MaxWaitSeconds));
        }

        return steps.ToEquatableList();
    }
}

public enum StepKind { Stage, Transfer }

/// <summary>One entry of a workflow's route; <see cref="Index"/> is what events name it by.</summary>
public sealed record Step(int Index, string Name, StepKind Kind, string StationKind, double Seconds, EquatableList<string> Measures, double? MaxWaitSeconds = null);
