/**
 * vSphere's API as a table of facts, and the check of a request against it, as a server does that
 * keeps to its schema: bytes of an envelope in, what is wrong with it out. It knows nothing of the
 * product, which it judges, and is loaded only where a simulator is served, and by tests.
 */
package dev.provision.schema;
