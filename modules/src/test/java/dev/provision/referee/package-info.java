/**
 * The referee: a vCenter that is not ours (govmomi's simulator, {@code src/test/go/referee}), over
 * real SOAP and TLS, that counts what is called and misbehaves by rule. In go flags of vcsim and
 * {@link dev.provision.referee.Rule}s, out come counts, sessions, uploads and what govc sees.
 */
package dev.provision.referee;
