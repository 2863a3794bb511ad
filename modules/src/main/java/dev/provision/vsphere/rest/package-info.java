/**
 * The REST API of a vCenter: a session of its own over the same TLS policy as SOAP, requests in,
 * JSON out. vCenter keeps tags there and nowhere else.
 */
package dev.provision.vsphere.rest;
