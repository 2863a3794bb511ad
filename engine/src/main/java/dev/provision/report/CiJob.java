package dev.provision.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The job of a CI system that runs this process, as the system's own variables say: GitLab, GitHub,
 * Jenkins, Azure Pipelines, Buildkite, CircleCI.
 */
public final class CiJob {
  private static final List<String> URLS =
      List.of("CI_JOB_URL", "BUILDKITE_BUILD_URL", "CIRCLE_BUILD_URL", "BUILD_URL");

  private static final List<String> COMMITS =
      List.of(
          "CI_COMMIT_SHA",
          "GITHUB_SHA",
          "BUILD_SOURCEVERSION",
          "BUILDKITE_COMMIT",
          "CIRCLE_SHA1",
          "GIT_COMMIT");

  /** Jenkins has none of its own; BUILD_USER_ID is that of its plugin `build user vars`. */
  private static final List<String> PEOPLE =
      List.of(
          "GITLAB_USER_LOGIN",
          "GITHUB_ACTOR",
          "BUILD_REQUESTEDFOR",
          "BUILDKITE_BUILD_CREATOR",
          "CIRCLE_USERNAME",
          "BUILD_USER_ID");

  private CiJob() {}

  /** The commit that the job works on; empty outside of CI. */
  public static String commit(Map<String, String> environment) {
    return first(environment, COMMITS);
  }

  /** Who started the job; empty outside of CI, and where the system does not say. */
  public static String person(Map<String, String> environment) {
    return first(environment, PEOPLE);
  }

  private static String first(Map<String, String> environment, List<String> names) {
    return names.stream()
        .map(name -> environment.getOrDefault(name, ""))
        .filter(text -> !text.isBlank())
        .findFirst()
        .orElse("");
  }

  /** Where people can look at the job; empty outside of CI. */
  public static String url(Map<String, String> environment) {
    Optional<String> url =
        URLS.stream()
            .map(name -> environment.getOrDefault(name, ""))
            .filter(CiJob::isUrl)
            .findFirst();
    return url.or(() -> gitHub(environment)).or(() -> azure(environment)).orElse("");
  }

  private static boolean isUrl(String text) {
    return text.startsWith("https://") || text.startsWith("http://");
  }

  private static Optional<String> gitHub(Map<String, String> environment) {
    return all(environment, "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
        .map(parts -> "%s/%s/actions/runs/%s".formatted(parts.toArray()))
        .filter(CiJob::isUrl);
  }

  private static Optional<String> azure(Map<String, String> environment) {
    return all(environment, "SYSTEM_COLLECTIONURI", "SYSTEM_TEAMPROJECT", "BUILD_BUILDID")
        .map(parts -> "%s%s/_build/results?buildId=%s".formatted(parts.toArray()))
        .filter(CiJob::isUrl);
  }

  private static Optional<List<String>> all(Map<String, String> environment, String... names) {
    List<String> values =
        List.of(names).stream().map(name -> environment.getOrDefault(name, "")).toList();
    return values.contains("") ? Optional.empty() : Optional.of(values);
  }
}
