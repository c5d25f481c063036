using System.Text.Json.Nodes;

namespace SdlPortal.Domain.Campaigns;

/// <summary>The fields of the campaign file, reading and writing side by side so that they stay the same.</summary>
internal static class CampaignFileFields
{
    public static CampaignDraft Read(JsonFields file)
    {
        if (file.Whole("schema") is { } schema && schema != CampaignFile.Schema)
            file.Note("schema", $"This file has schema {schema}; this program reads schema {CampaignFile.Schema}.", schema > CampaignFile.Schema ? "Update the program." : "Export the campaign again.");
        var draft = new CampaignDraft
        {
            Name = file.Text("name"),
            Description = file.Text("description"),
            Parameters = file.List("parameters", ReadParameter),
            Constraints = file.List("constraints", ReadConstraint),
            Objectives = file.List("objectives", ReadObjective),
            Combine = file.Text("combine"),
            OutcomeConstraints = file.List("outcomeConstraints", c => new OutcomeConstraintDraft { Outcome = c.Text("outcome"), Relation = c.Text("relation"), Value = c.Number("value") }),
        };
        file.Object("workflow", workflow =>
        {
            draft.Stages = workflow.List("stages", s => new StageDraft { Name = s.Text("name"), StationKind = s.Text("stationKind"), Seconds = s.Number("seconds"), MaxWaitSeconds = s.Number("maxWaitSeconds"), Measures = s.Texts("measures") });
            draft.Transfer = workflow.Object("transfer", t => new TransferDraft { StationKind = t.Text("stationKind"), Seconds = t.Number("seconds") });
            return draft;
        });
        file.Object("strategy", strategy =>
        {
            draft.Strategy = strategy.Text("name");
            draft.PendingPolicy = strategy.Text("pending");
            draft.Phases = strategy.List("phases", p => new PhaseDraft { From = p.SmallWhole("from"), Strategy = p.Text("name") });
            draft.ExplorationShare = strategy.Number("explorationShare");
            draft.Duplicates = strategy.Text("duplicates");
            return draft;
        });
        file.Object("initialDesign", initial =>
        {
            (draft.InitialKind, draft.InitialCount) = (initial.Text("kind"), initial.SmallWhole("count"));
            return draft;
        });
        file.Object("budget", budget =>
        {
            (draft.BudgetExperiments, draft.BudgetHours) = (budget.SmallWhole("experiments"), budget.Number("hours"));
            return draft;
        });
        draft.MaxInFlight = file.SmallWhole("maxInFlight");
        draft.Seed = file.Whole("seed");
        draft.Failures = file.Object("failures", f => new FailureDraft { Retries = f.SmallWhole("retries"), Then = f.Text("then") }) ?? new FailureDraft();
        draft.Approval = file.Text("approval");
        draft.GroundTruth = file.Object("groundTruth", g => new GroundTruthDraft { Kind = g.Text("kind"), Name = g.Text("name"), Path = g.Text("path"), Noise = g.Number("noise") });
        draft.Prescreen = file.Object("prescreen", ReadPrescreen);
        draft.WarmStart = file.Object("warmStart", WarmStartFields.Read);
        file.RefuseUnknown();
        return draft;
    }

    public static JsonObject Write(CampaignDraft draft)
    {
        var file = new JsonObject { ["schema"] = CampaignFile.Schema, ["name"] = draft.Name };
        Set(file, "description", draft.Description);
        file["parameters"] = Array(draft.Parameters.Select(Write));
        if (draft.Constraints.Count > 0)
            file["constraints"] = Array(draft.Constraints.Select(Write));
        file["objectives"] = Array(draft.Objectives.Select(Write));
        if (draft.Combine is not (null or "trade-off"))
            file["combine"] = draft.Combine;
        if (draft.OutcomeConstraints.Count > 0)
            file["outcomeConstraints"] = Array(draft.OutcomeConstraints.Select(c => new JsonObject { ["outcome"] = c.Outcome, ["relation"] = c.Relation, ["value"] = c.Value }));
        file["workflow"] = WriteWorkflow(draft);
        file["strategy"] = WriteStrategy(draft);
        file["initialDesign"] = new JsonObject { ["kind"] = draft.InitialKind, ["count"] = draft.InitialCount };
        var budget = new JsonObject();
        Set(budget, "experiments", draft.BudgetExperiments);
        Set(budget, "hours", draft.BudgetHours);
        file["budget"] = budget;
        file["maxInFlight"] = draft.MaxInFlight;
        file["seed"] = draft.Seed;
        var failures = new JsonObject();
        Set(failures, "retries", draft.Failures.Retries);
        Set(failures, "then", draft.Failures.Then);
        if (failures.Count > 0)
            file["failures"] = failures;
        if (draft.Approval is not (null or "none"))
            file["approval"] = draft.Approval;
        if (draft.GroundTruth is { } truth)
            file["groundTruth"] = Write(truth);
        if (draft.Prescreen is { } prescreen)
            file["prescreen"] = Write(prescreen);
        if (draft.WarmStart is { } warmStart)
            file["warmStart"] = WarmStartFields.Write(warmStart);
        return file;
    }

    private static PrescreenDraft ReadPrescreen(JsonFields p)
    {
        var draft = new PrescreenDraft { Simulated = p.SmallWhole("simulated"), Share = p.Number("share") };
        p.Object("twin", twin =>
        {
            (draft.Kind, draft.Name, draft.Path) = (twin.Text("kind"), twin.Text("name"), twin.Text("path"));
            return draft;
        });
        return draft;
    }

    private static ParameterDraft ReadParameter(JsonFields p) => new()
    {
        Name = p.Text("name"),
        Kind = p.Text("kind"),
        Low = p.Number("low"),
        High = p.Number("high"),
        Scale = p.Text("scale"),
        Unit = p.Text("unit"),
        Levels = p.Numbers("levels"),
        Choices = p.Texts("choices"),
    };

    private static ObjectiveDraft ReadObjective(JsonFields o) => new()
    {
        Name = o.Text("name"),
        Unit = o.Text("unit"),
        Goal = o.Text("goal"),
        Target = o.Number("target"),
        Low = o.Number("low"),
        High = o.Number("high"),
        Weight = o.Number("weight"),
    };

    private static ConstraintDraft ReadConstraint(JsonFields c) => new()
    {
        Terms = [.. c.NumbersByName("terms").Select(t => new TermDraft { Parameter = t.Name, Coefficient = t.Value })],
        Relation = c.Text("relation"),
        Value = c.Number("value"),
    };

    private static JsonObject Write(ParameterDraft parameter)
    {
        var node = new JsonObject { ["name"] = parameter.Name, ["kind"] = parameter.Kind };
        if (parameter.Kind is "continuous" or "integer")
        {
            node["low"] = parameter.Low;
            node["high"] = parameter.High;
        }

        if (parameter.Kind == "discrete")
            node["levels"] = Array(parameter.Levels.Select(l => (JsonNode)l));
        if (parameter.Kind == "categorical")
            node["choices"] = Array(parameter.Choices.Select(c => (JsonNode)c));
        else if (parameter.Scale is not (null or "linear"))
            node["scale"] = parameter.Scale;
        Set(node, "unit", parameter.Unit);
        return node;
    }

    private static JsonObject Write(ConstraintDraft constraint)
    {
        var terms = new JsonObject();
        foreach (var term in constraint.Terms)
            terms[term.Parameter ?? ""] = term.Coefficient;
        return new JsonObject { ["terms"] = terms, ["relation"] = constraint.Relation, ["value"] = constraint.Value };
    }

    private static JsonObject Write(ObjectiveDraft objective)
    {
        var node = new JsonObject { ["name"] = objective.Name };
        Set(node, "unit", objective.Unit);
        node["goal"] = objective.Goal;
        Set(node, "target", objective.Target);
        Set(node, "low", objective.Low);
        Set(node, "high", objective.High);
        Set(node, "weight", objective.Weight);
        return node;
    }

    private static JsonObject WriteWorkflow(CampaignDraft draft)
    {
        var stages = draft.Stages.Select(s =>
        {
            var node = new JsonObject { ["name"] = s.Name, ["stationKind"] = s.StationKind, ["seconds"] = s.Seconds };
            if (s.MaxWaitSeconds is { } limit)
                node["maxWaitSeconds"] = limit;
            if (s.Measures.Count > 0)
                node["measures"] = Array(s.Measures.Select(m => (JsonNode)m));
            return node;
        });
        var workflow = new JsonObject { ["stages"] = Array(stages) };
        if (draft.Transfer is { } transfer)
            workflow["transfer"] = new JsonObject { ["stationKind"] = transfer.StationKind, ["seconds"] = transfer.Seconds };
        return workflow;
    }

    private static JsonObject WriteStrategy(CampaignDraft draft)
    {
        var node = new JsonObject { ["name"] = draft.Strategy };
        Set(node, "pending", draft.PendingPolicy);
        if (draft.Phases.Count > 0)
            node["phases"] = Array(draft.Phases.Select(p => new JsonObject { ["from"] = p.From, ["name"] = p.Strategy }));
        Set(node, "explorationShare", draft.ExplorationShare);
        Set(node, "duplicates", draft.Duplicates);
        return node;
    }

    private static JsonObject Write(GroundTruthDraft truth)
    {
        var node = new JsonObject { ["kind"] = truth.Kind };
        Set(node, "name", truth.Name);
        Set(node, "path", truth.Path);
        Set(node, "noise", truth.Noise);
        return node;
    }

    private static JsonObject Write(PrescreenDraft prescreen)
    {
        var twin = new JsonObject { ["kind"] = prescreen.Kind };
        Set(twin, "name", prescreen.Name);
        Set(twin, "path", prescreen.Path);
        var node = new JsonObject { ["twin"] = twin };
        Set(node, "simulated", prescreen.Simulated);
        Set(node, "share", prescreen.Share);
        return node;
    }

    private static JsonArray Array(IEnumerable<JsonNode> items) => new([.. items]);

    private static void Set(JsonObject node, string name, JsonNode? value)
    {
        if (value is not null)
            node[name] = value;
    }
}
