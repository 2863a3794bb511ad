package dev.provision.modules.images;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The size of a remote file before it is downloaded: {@code Content-Length} of a {@code HEAD}.
 *
 * @param why the size is not known; empty if it is
 */
record RemoteSize(OptionalLong bytes, String why) {

  /** Asks the server; never waits longer than given, and never fails. */
  static RemoteSize of(HttpClient client, URI uri, Duration within) {
    HttpRequest request =
        HttpRequest.newBuilder(uri).method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, BodyHandlers.discarding());
    try {
      return of(answer.get(within.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return unknown("the server did not answer in " + within.toSeconds() + " s");
    } catch (ExecutionException e) {
      return unknown(reason(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unknown("the run was cancelled");
    } finally {
      answer.cancel(true);
    }
  }

  private static RemoteSize of(HttpResponse<Void> answer) {
    if (answer.statusCode() != 200) {
      return unknown("the server answered with status " + answer.statusCode());
    }
    OptionalLong said = answer.headers().firstValueAsLong("Content-Length");
    return said.isPresent() && said.getAsLong() > 0
        ? new RemoteSize(said, "")
        : unknown("the server does not say");
  }

  private static String reason(Throwable cause) {
    return cause instanceof IOException && cause.getMessage() != null
        ? cause.getMessage()
        : cause.getClass().getSimpleName();
  }

  static RemoteSize unknown(String why) {
    return new RemoteSize(OptionalLong.empty(), why);
  }
}
