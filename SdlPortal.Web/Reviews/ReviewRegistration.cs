namespace SdlPortal.Web.Reviews;

/// <summary>Puts the desk of recommendations with its feed and its two watches into the container.</summary>
public static class ReviewRegistration
{
    public static IServiceCollection AddReviews(this IServiceCollection services) => services
        .AddSingleton<RecommendationFeed>()
        .AddSingleton<ReviewDesk>()
        .AddHostedService<ValidationWatch>()
        .AddHostedService<EvidenceWatch>();
}
