using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Campaigns;

public class StrategyCheckTests
{
    [Fact]
    public void Settings_survive_the_file_and_the_event_log()
    {
        var draft = Drafts.Small(experiments: 80);
        (draft.Strategy, draft.PendingPolicy, draft.ExplorationShare, draft.Duplicates) = ("qnei", "liar-worst", 0.1, "as-replicates");
        draft.Phases = [new PhaseDraft { From = 50, Strategy = "trust-region" }];
        var definition = CampaignDefinition.From(draft);

        Assert.Equal(
            new StrategyChoice("qnei") { Pending = PendingPolicy.LiarWorst, Phases = [new StrategyPhase(49, "trust-region")], ExplorationShare = 0.1, Duplicates = DuplicatePolicy.AsReplicates },
            definition.Strategy);
        Assert.Equal(definition, CampaignFile.ReadDefinition(CampaignFile.Write(definition)));
        var (type, version, json) = EventSerializer.Write(new CampaignCreated(definition));
        Assert.Equal(new CampaignCreated(definition), EventSerializer.Read(type, version, json));
        Assert.Contains("\"phases\": [\n      {\n        \"from\": 50,\n        \"name\": \"trust-region\"", CampaignFile.Write(definition), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_settings_leaves_them_to_the_strategy()
    {
        var definition = CampaignDefinition.From(Drafts.Small());
        Assert.Equal(new StrategyChoice("random"), definition.Strategy);
        Assert.DoesNotContain("pending", CampaignFile.Write(definition), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rationale_of_an_older_log_stays_readable_and_a_full_one_survives()
    {
        const string old = """{"experiment":3,"source":"strategy","configuration":{"x":1},"rationale":{"strategy":"ei","observed":10,"pending":2,"predicted":[],"acquisition":"expected improvement","acquisitionValue":0.5,"lengthScales":[],"remarks":[]}}""";
        var read = (ExperimentSuggested)EventSerializer.Read(nameof(ExperimentSuggested), 1, old);
        Assert.Equal(("ei", 0, null), (read.Rationale.Strategy, read.Rationale.Fit.Count, read.Rationale.PendingPolicy));

        var full = read with
        {
            Rationale = read.Rationale with
            {
                Fit = [new FittedModel("y", [0.1, 2], 1, 0.01, -0.2)],
                PendingPolicy = PendingPolicy.LiarMean,
                AcquisitionShare = 0.25,
                Deviation = new Deviation("why", read.Configuration),
                RunnerUp = new Alternative(read.Configuration, 0.9),
                Influences = [new Influence(4, -1.5)],
                Feasibility = 0.8,
            },
        };
        var (type, version, json) = EventSerializer.Write(full);
        Assert.Equal(full, EventSerializer.Read(type, version, json));
    }

    [Theory]
    [InlineData("magic", "strategy.pending", "'magic' is not a known choice.")]
    [InlineData("liar-best", "strategy.pending", "'pessimistic' cannot do 'liar-best' about pending experiments.")]
    public void A_pending_policy_has_to_be_one_that_every_strategy_of_the_campaign_can_do(string pending, string path, string message)
    {
        var draft = Drafts.Small();
        (draft.Strategy, draft.PendingPolicy) = ("qnei", pending);
        draft.Phases = [new PhaseDraft { From = 4, Strategy = "pessimistic" }];
        var problem = Assert.Single(DraftCheck.Problems(draft));
        Assert.Equal((path, message), (problem.Path, problem.Message));
        Assert.NotEmpty(problem.Remedy);
    }

    [Fact]
    public void Strategies_without_a_model_have_no_use_for_a_pending_policy()
    {
        var draft = Drafts.Small();
        draft.PendingPolicy = "joint";
        Assert.Equal("strategy.pending: 'random' does not look at results, so 'joint' has no meaning. Leave it out, or choose a strategy with a model.", Assert.Single(DraftCheck.Problems(draft)).ToString());
        draft.PendingPolicy = "ignored";
        Assert.Empty(DraftCheck.Problems(draft));
        draft.PendingPolicy = "joint";
        draft.Phases = [new PhaseDraft { From = 4, Strategy = "ei" }];
        Assert.Empty(DraftCheck.Problems(draft));
    }

    [Fact]
    public void Every_wrong_setting_is_a_problem_of_its_own_path()
    {
        var draft = Drafts.Small();
        (draft.ExplorationShare, draft.Duplicates) = (1.5, "never");
        draft.Phases = [new PhaseDraft { From = 2, Strategy = "ei" }, new PhaseDraft { From = 9, Strategy = "magic" }, new PhaseDraft { From = 9, Strategy = "ucb" }, new PhaseDraft()];
        Assert.Equal(
            ["strategy.phases[0].from", "strategy.phases[1].name", "strategy.phases[2].from", "strategy.phases[3].from", "strategy.phases[3].name", "strategy.explorationShare", "strategy.duplicates"],
            DraftCheck.Problems(draft).Select(p => p.Path));
        Assert.All(DraftCheck.Problems(draft), p => Assert.NotEmpty(p.Remedy));
    }
}
