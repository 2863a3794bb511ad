package dev.provision.vsphere.wire;

import com.vmware.vim25.AboutInfo;
import dev.provision.vsphere.soap.ServiceVersions;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides which version of the API to ask one server for: the newest number in its {@code
 * /sdk/vimServiceVersions.xml}. A server that is asked for an old version answers an old subset and
 * refuses newer fields. Where the list cannot be read, as behind a proxy that blocks it, the first
 * call asks for the version that every server has, and all others for the one that this call's
 * answer announces: {@code AboutInfo.apiVersion} is "the newest long-term supported API version
 * provided by the server" (vSphere API), so a server speaks it. Safe for many threads.
 */
final class Negotiation {
  private static final String LIST = "/sdk/vimServiceVersions.xml";
  private static final String NEWEST = " has it as the newest";

  private final HttpLink link;
  private final AnswerCheck check;
  private final URI list;
  private final Duration silence;

  /** The version to ask for; null until it is first needed. */
  private volatile ApiVersion asked;

  private String why;
  private boolean isListed;

  /**
   * @param sdk where calls go
   * @param silence the longest time without a byte of the list
   */
  Negotiation(HttpLink link, AnswerCheck check, URI sdk, Duration silence) {
    this.link = link;
    this.check = check;
    this.list = sdk.resolve(LIST);
    this.silence = silence;
  }

  /**
   * @throws TransportFailure when the server had to be asked, and cannot be reached or is starting
   */
  ApiVersion asked() throws TransportFailure {
    ApiVersion known = asked;
    return known == null ? negotiate() : known;
  }

  /** What the list says, before anything else was asked; for people. */
  synchronized String said() throws TransportFailure {
    ApiVersion first = asked();
    return isListed && why.endsWith(NEWEST)
        ? LIST + " says vim25 " + first
        : "vim25 " + first + " is asked for first: " + why;
  }

  /**
   * The version to use from now on with a server that announces this.
   *
   * @throws TransportFailure as {@link #asked()}
   */
  synchronized Spoken with(AboutInfo about) throws TransportFailure {
    ApiVersion first = asked();
    Optional<ApiVersion> announced = ApiVersion.announced(about);
    if (isListed) {
      return new Spoken(first, announced, why);
    }
    asked = announced.orElse(first);
    return new Spoken(
        asked,
        announced,
        why
            + (announced.isPresent()
                ? ", so it is what the server announces"
                : ", so it is the oldest that is spoken"));
  }

  private synchronized ApiVersion negotiate() throws TransportFailure {
    if (asked == null) {
      HttpResponse<byte[]> answer =
          link.send(HttpRequest.newBuilder(list).GET().build(), 1 << 20, silence);
      try {
        check.isUp(answer);
      } catch (TransportFailure e) {
        throw e.ofARead();
      }
      int status = answer.statusCode();
      List<String> ids = status == 200 ? ServiceVersions.of(answer.body()) : List.of();
      Optional<ApiVersion> newest =
          ids.stream().flatMap(id -> ApiVersion.parse(id).stream()).max(Comparator.naturalOrder());
      isListed = newest.isPresent();
      why = newest.isPresent() ? because(ids, newest.get()) : without(status, ids);
      asked = newest.orElse(ApiVersion.OLDEST);
    }
    return asked;
  }

  private static String because(List<String> ids, ApiVersion newest) {
    String first = ids.get(0);
    return first.equals(newest.text())
        ? LIST + NEWEST
        : "it is the newest number in " + LIST + ", whose first id is `" + first + "`";
  }

  private static String without(int status, List<String> ids) {
    if (status != 200) {
      return LIST + " is not to be had (status " + status + ")";
    }
    return LIST
        + (ids.isEmpty() ? " says nothing of vim25" : " has no number among its ids")
        + " (status 200)";
  }
}
