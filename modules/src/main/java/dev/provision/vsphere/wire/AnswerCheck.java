package dev.provision.vsphere.wire;

import dev.provision.vsphere.wire.TransportFailure.Layer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Refuses HTTP answers that cannot be vim25's, such as a proxy's page or a redirect, and says what
 * came instead.
 */
final class AnswerCheck {
  private static final int LOOK_AT_BYTES = 2048;

  private final Endpoint endpoint;

  AnswerCheck(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** Checks that the body may be a SOAP envelope: a result (200) or a fault (500). */
  void soap(HttpResponse<byte[]> answer) throws TransportFailure {
    available(answer);
    int status = answer.statusCode();
    if (status == 404) {
      throw failure("has no `/sdk` (status 404); is it a vCenter or an ESXi host", false);
    }
    if (status != 200 && status != 500) {
      throw failure("answers with status " + status + page(answer.body()), false);
    }
    if (isHtml(answer.body())) {
      throw failure(
          "answers with a web page instead of SOAP (status " + status + ")" + page(answer.body()),
          true);
    }
    if (answer.body().length == 0) {
      throw failure("answers with nothing (status " + status + ")", true);
    }
  }

  /** Checks that the server itself answers, and that it is up. */
  private void available(HttpResponse<byte[]> answer) throws TransportFailure {
    int status = answer.statusCode();
    if (status >= 300 && status < 400) {
      String to = answer.headers().firstValue("Location").orElse("nowhere");
      throw failure(
          "redirects to `" + to + "`, which is never followed; is it the vCenter's own address",
          false);
    }
    isUp(answer);
  }

  /** Checks that the service is neither starting nor broken. */
  void isUp(HttpResponse<byte[]> answer) throws TransportFailure {
    int status = answer.statusCode();
    if (status == 503) {
      throw failure(
              "is up, but vCenter's service behind it is not (status 503)" + page(answer.body()),
              true)
          .thatMayPass();
    }
    if (status > 500) {
      throw failure("answers with status " + status + page(answer.body()), true).thatMayPass();
    }
  }

  private TransportFailure failure(String what, boolean maybeSent) {
    return new TransportFailure(Layer.HTTP, endpoint + " " + what, maybeSent, null);
  }

  private static boolean isHtml(byte[] body) {
    String start = start(body).stripLeading().toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype html") || start.startsWith("<html");
  }

  /** The title of an HTML page, which usually says the reason; empty when there is none. */
  private static String page(byte[] body) {
    String text = start(body);
    String lower = text.toLowerCase(Locale.ROOT);
    int open = lower.indexOf("<title>");
    int close = lower.indexOf("</title>", open + 7);
    if (open < 0 || close < 0) {
      return "";
    }
    return ": " + text.substring(open + 7, close).strip();
  }

  private static String start(byte[] body) {
    int length = Math.min(body.length, LOOK_AT_BYTES);
    return new String(body, 0, length, StandardCharsets.UTF_8);
  }
}
