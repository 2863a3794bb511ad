package dev.provision.vsphere.wire;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.NotSupported;
import com.vmware.vim25.WaitOptions;
import com.vmware.vim25.ws.Argument;
import dev.provision.vsphere.soap.MalformedMessage;
import dev.provision.vsphere.soap.Reply;
import dev.provision.vsphere.soap.RequestWriter;
import dev.provision.vsphere.soap.ResponseReader;
import dev.provision.vsphere.soap.WireTypes;
import dev.provision.vsphere.wire.TransportFailure.Layer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Calls of vim25 over SOAP to a vCenter, an ESXi host or vcsim, and of its storage policies. It
 * holds the session's cookie and finds out, before the first call, which version the server speaks
 * ({@link Negotiation}). Safe for many threads.
 */
public final class SoapTransport implements Vim25, AutoCloseable {
  private static final String COOKIE = "vmware_soap_session=";

  /** Pages of a thousand VMs with all their devices stay below a tenth of this. */
  private static final long MAX_ANSWER_BYTES = 256L << 20;

  /**
   * How much longer than the time limit of a wait a server may need to say that there is no news.
   */
  private static final Duration LATE = Duration.ofSeconds(30);

  /** The limit for a wait without {@code maxWaitSeconds}, which to the server has no end. */
  private static final Duration ENDLESS = Duration.ofDays(1);

  private final SoapOptions options;
  private final URI sdk;
  private final HttpLink link;
  private final RequestWriter writer;
  private final ResponseReader reader;
  private final AnswerCheck check;
  private final Optional<RequestJudge> judge = RequestJudge.found();
  private final AtomicReference<String> cookie = new AtomicReference<>();
  private final AtomicLong calls = new AtomicLong();
  private final Negotiation negotiation;

  /**
   * Opens no connection yet.
   *
   * @throws TransportFailure when the host's name or the TLS policy cannot be used
   */
  public SoapTransport(SoapOptions options) throws TransportFailure {
    this.options = options;
    Endpoint endpoint = new Endpoint(options.host(), options.port());
    this.sdk = endpoint.uri("/sdk");
    this.link = new HttpLink(endpoint, TlsContext.of(options.tls()), options.connectTimeout());
    this.check = new AnswerCheck(endpoint);
    this.negotiation = new Negotiation(link, check, sdk, options.readTimeout());
    WireTypes types = new WireTypes(options.dataTypes());
    this.writer = new RequestWriter(types);
    this.reader = new ResponseReader(types);
  }

  @Override
  public Object call(Call call) throws VimFault, TransportFailure {
    HttpRequest request = request(call);
    HttpResponse<byte[]> answer = link.send(request, MAX_ANSWER_BYTES, silence(call));
    if (SoapService.of(call) == SoapService.VIM) {
      keepCookie(call, answer);
    } else if (answer.statusCode() == 404) {
      throw new VimFault(new NotSupported(), "the server has no storage policy service");
    }
    check.soap(answer);
    Reply reply = read(call, answer.body());
    if (reply instanceof Reply.Fault) {
      Reply.Fault fault = (Reply.Fault) reply;
      throw new VimFault(fault.detail(), fault.text());
    }
    return ((Reply.Result) reply).value();
  }

  /**
   * The session's cookie as the header {@code Cookie} takes it, for {@code /folder} and NFC leases;
   * empty before the first answer.
   */
  public Optional<String> cookie() {
    return Optional.ofNullable(cookie.get());
  }

  /** Forgets the session's cookie: with one that expired, vCenter refuses even a login. */
  public void dropSession() {
    cookie.set(null);
  }

  /**
   * The API version that the server is asked for, {@code 8.0.2.0}.
   *
   * @throws TransportFailure when the server had to be asked and could not be
   */
  public ApiVersion version() throws TransportFailure {
    return negotiation.asked();
  }

  /** How it came to {@link #version()}, for people; throws as that does. */
  public String saidOfVersions() throws TransportFailure {
    return negotiation.said();
  }

  /**
   * The version to use with this server from now on. Call it as soon as the service content is
   * there, before asking for anything that not every version has.
   *
   * @throws TransportFailure when the server had to be asked and could not be
   */
  public Spoken spoken(AboutInfo about) throws TransportFailure {
    return negotiation.with(about);
  }

  /** Forgets the session. It does not log out, and idle connections end by themselves. */
  @Override
  public void close() {
    dropSession();
  }

  private HttpRequest request(Call call) throws VimFault, TransportFailure {
    SoapService service = SoapService.of(call);
    String session = cookie.get();
    String action = service.namespace() + "/" + service.version(version());
    byte[] envelope = written(call, service, session);
    if (judge.isPresent()) {
      judge.get().judge(action, envelope);
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(sdk.resolve(service.path()))
            .header("Content-Type", "text/xml; charset=utf-8")
            .header("SOAPAction", "\"" + action + "\"")
            .POST(new MarkedBody(envelope));
    if (session != null && service == SoapService.VIM) {
      request.header("Cookie", session);
    }
    return request.build();
  }

  private byte[] written(Call call, SoapService service, String session) throws TransportFailure {
    Map<String, String> header = new LinkedHashMap<>(service.header(session));
    if (!options.operationId().isEmpty()) {
      header.put("operationID", options.operationId() + "-" + calls.incrementAndGet());
    }
    try {
      return writer.write(service.namespace(), call.method(), call.arguments(), header);
    } catch (MalformedMessage e) {
      throw new TransportFailure(
          Layer.SOAP, "`" + call.method() + "` was not sent: " + e.getMessage(), false, e);
    }
  }

  private Reply read(Call call, byte[] body) throws TransportFailure {
    try {
      return reader.read(body, call.returnType());
    } catch (MalformedMessage e) {
      throw new TransportFailure(
          Layer.SOAP,
          "the answer to `" + call.method() + "` cannot be read: " + e.getMessage(),
          true,
          e);
    }
  }

  /**
   * A login's cookie replaces any other. The first answer of all may bring one too, but one that
   * overtakes a login must not undo it.
   */
  private void keepCookie(Call call, HttpResponse<byte[]> answer) {
    for (String header : answer.headers().allValues("Set-Cookie")) {
      if (header.startsWith(COOKIE)) {
        int end = header.indexOf(';');
        String given = end < 0 ? header : header.substring(0, end);
        if (call.method().startsWith("Login")) {
          cookie.set(given);
        } else {
          cookie.compareAndSet(null, given);
        }
      }
    }
  }

  private Duration silence(Call call) {
    if (!call.method().equals("WaitForUpdatesEx")) {
      return options.readTimeout();
    }
    for (Argument argument : call.arguments()) {
      if (argument.getValue() instanceof WaitOptions) {
        Integer seconds = ((WaitOptions) argument.getValue()).maxWaitSeconds;
        if (seconds != null) {
          // a server that was told when to answer needs less extra time than one that may be at
          // work
          Duration late = options.readTimeout().compareTo(LATE) < 0 ? options.readTimeout() : LATE;
          return late.plusSeconds(seconds);
        }
      }
    }
    return ENDLESS;
  }
}
